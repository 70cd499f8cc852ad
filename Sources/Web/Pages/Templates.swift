/// The page shells, in Mustache. Values come escaped, hence three braces everywhere.
enum Templates {
    static let all = ["head": head, "chat": chat, "message": message, "sign-in": signIn, "index": index]

    private static let head = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{{{title}}}{{^isIndex}} · outcomed{{/isIndex}}</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/assets/chat.css">
        """

    private static let chat = """
        {{> head}}
        <script type="module" src="/assets/chat.js"></script>
        </head>
        <body class="chat" data-channel="{{{channel}}}" data-person="{{{person}}}">
        <header class="bar">
        <a class="mark" href="/" aria-label="outcomed, all chats"><img src="/assets/icon.svg" alt="" width="26" height="26"></a>
        <h1>{{{title}}}</h1>
        <p id="connection" role="status"></p>
        {{#isSignedIn}}<form class="sign-out" method="post" action="/chat/{{{channel}}}/sign-out">
        <button class="quiet">Sign out</button></form>{{/isSignedIn}}
        </header>
        <main>
        <p id="empty"{{^isEmpty}} hidden{{/isEmpty}}>Nothing has been said here yet. The weekly prompt will appear here.</p>
        <ol id="messages" aria-label="Messages">
        {{#messages}}{{> message}}{{/messages}}
        </ol>
        </main>
        <button id="elsewhere" type="button" hidden></button>
        <footer class="writing">
        <noscript><p class="notice">Reading works without JavaScript; sending needs it.</p></noscript>
        <form id="composer" class="composer" novalidate hidden>
        {{#isOpen}}<label class="who"><span>I am</span>
        <select id="sender" required>
        <option value="">choose your name</option>
        {{#people}}<option value="{{{id}}}">{{{name}}}</option>{{/people}}
        </select></label>{{/isOpen}}
        {{#isSignedIn}}<p class="who">You are <b>{{{name}}}</b></p>{{/isSignedIn}}
        <div class="field">
        <textarea id="text" name="text" rows="1" maxlength="20000" aria-label="Message to {{{title}}}" aria-describedby="hint"
        placeholder="Write in your own words…"></textarea>
        <button class="send">Send</button>
        </div>
        <p id="hint" class="hint"><kbd>Enter</kbd> sends, <kbd>Shift</kbd>+<kbd>Enter</kbd> begins a new line.</p>
        <p class="problem" role="alert"></p>
        </form>
        </footer>
        <p id="announcer" class="unseen" role="status"></p>
        <datalist id="people">{{#people}}<option value="{{{id}}}">{{{name}}}</option>{{/people}}</datalist>
        </body>
        </html>
        """

    private static let message = """
        <li class="thread{{#isReply}} reply{{/isReply}}"><article class="message{{#isOurs}} ours{{/isOurs}}"><div class="content">
        <header><b class="name">{{{name}}}</b> <time datetime="{{{at}}}">{{{time}}}</time>
        {{#isEdited}}<span class="edited">edited</span>{{/isEdited}}</header>
        <div class="text">{{{text}}}</div>
        </div></article></li>
        """

    private static let signIn = """
        {{> head}}
        </head>
        <body class="sheet">
        <main>
        <img src="/assets/icon.svg" alt="" width="40" height="40">
        <h1>{{{title}}}</h1>
        <p>Sign in with the token that whoever runs outcomed gave you.</p>
        <form method="post" action="/chat/{{{channel}}}/sign-in" class="sign-in">
        <label for="token">Token</label>
        <input id="token" name="token" type="password" autocomplete="current-password" required autofocus{{#isRefused}} aria-describedby="refused"{{/isRefused}}>
        {{#isRefused}}<p id="refused" class="problem" role="alert">That is not the token of one of this channel’s people.</p>{{/isRefused}}
        <button>Sign in</button>
        </form>
        </main>
        </body>
        </html>
        """

    private static let index = """
        {{> head}}
        </head>
        <body class="sheet">
        <main>
        <img src="/assets/icon.svg" alt="" width="40" height="40">
        <h1>outcomed</h1>
        <p>Once a week it asks a team, in the chat the team already uses, whether its numbers moved.</p>
        {{#isSignedIn}}{{#isEmpty}}<p>No chat is served here: the teams are asked where they already talk.</p>{{/isEmpty}}{{/isSignedIn}}
        {{^isSignedIn}}<p>Chats are shown to those who are signed in; open your channel’s page for that.</p>{{/isSignedIn}}
        <ul class="channels">
        {{#channels}}<li><a href="/chat/{{{id}}}"><b>{{{title}}}</b><span>/chat/{{{id}}}</span></a></li>{{/channels}}
        </ul>
        </main>
        </body>
        </html>
        """
}
