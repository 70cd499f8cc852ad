extension Asset {
    /// The list of messages: threads under their roots, changed ones marked. People's text only ever becomes text nodes.
    static let messagesScript = #"""
        const OURS = "outcomed";

        export function element(tag, attributes = {}, ...children) {
          const made = document.createElement(tag);
          for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
          made.append(...children.filter((child) => child !== null));
          return made;
        }

        const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
        const day = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short" });
        const full = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });

        function time(at) {
          const date = new Date(at);
          const isToday = date.toDateString() === new Date().toDateString();
          const text = isToday ? clock.format(date) : day.format(date) + ", " + clock.format(date);
          return element("time", { datetime: at, title: full.format(date) }, text);
        }

        function initials(name) {
          const words = name.trim().split(/\s+/);
          return (words.length > 1 ? words[0][0] + words.at(-1)[0] : name.slice(0, 2)).toUpperCase();
        }

        function shade(id) {
          let sum = 0;
          for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)) % 6;
          return "shade" + sum;
        }

        /** Our longer messages begin with a title: one line by itself. */
        function split(entry) {
          const end = entry.text.indexOf("\n\n");
          if (entry.sender !== OURS || end < 1 || end > 140 || entry.text.slice(0, end).includes("\n")) return [null, entry.text];
          return [entry.text.slice(0, end), entry.text.slice(end + 2)];
        }

        export class MessageList {
          constructor(root, scroller, hooks) {
            this.root = root;
            this.scroller = scroller;
            this.hooks = hooks;
            this.entries = new Map();
            this.items = new Map();
            this.followed = null;
            this.isFirst = true;
            scroller.addEventListener("scroll", () => { if (this.isAtEnd()) hooks.seen(); }, { passive: true });
          }

          // ----- what arrives

          reset(entries) {
            this.entries.clear();
            this.items.clear();
            this.root.replaceChildren();
            for (const entry of entries) this.put(entry);
            this.hooks.counted(this.entries.size);
            if (this.isFirst) this.showNewest();
            this.isFirst = false;
          }

          change(entries) {
            const wasAtEnd = this.isAtEnd();
            const news = [];
            for (const entry of entries) {
              const before = this.entries.get(entry.id);
              this.put(entry);
              if (!entry.deleted && (!before || before.text !== entry.text)) news.push({ entry, isEdit: Boolean(before) });
            }
            this.hooks.counted(this.entries.size);
            for (const one of news) this.point(one, wasAtEnd);
          }

          /** The message that this page sent is scrolled to when it arrives. */
          follow(id) {
            if (this.items.has(id)) this.show(this.items.get(id).article);
            else this.followed = id;
          }

          /** Another person writes now: other messages are theirs. */
          refresh() {
            for (const entry of this.entries.values()) this.paint(entry);
          }

          // ----- where it goes

          put(entry) {
            if (entry.deleted && !this.items.has(entry.id)) return;
            this.entries.set(entry.id, entry);
            if (!this.items.has(entry.id)) this.place(entry);
            if (entry.deleted && this.mayVanish(entry)) {
              this.items.get(entry.id).item.remove();
              this.items.delete(entry.id);
              this.entries.delete(entry.id);
            } else {
              this.paint(entry);
            }
          }

          mayVanish(entry) {
            const { replies } = this.items.get(entry.id);
            return !replies || replies.childElementCount === 0;
          }

          place(entry) {
            const parent = entry.thread && this.items.get(entry.thread);
            const article = element("article", { tabindex: "-1", id: "m-" + entry.id });
            const replies = parent ? null : element("ol", { class: "replies", "aria-label": "Replies" });
            const foot = parent ? null : element("div", { class: "foot" });
            const item = element("li", { class: parent ? "reply" : "thread" }, article, replies, foot);
            (parent ? parent.replies : this.root).append(item);
            this.items.set(entry.id, { item, article, replies, foot });
            if (parent) this.paint(this.entries.get(entry.thread));
          }

          // ----- how it looks

          paint(entry) {
            const { article, foot, replies } = this.items.get(entry.id);
            if (!article.querySelector("form") || entry.deleted) {
              const [title, text] = split(entry);
              const name = entry.sender === OURS ? OURS : this.hooks.names.get(entry.sender) ?? entry.sender;
              const isCard = title !== null && !entry.thread;
              article.className = "message" + (entry.sender === OURS ? " ours" : "") + (isCard ? " card" : "")
                + (this.hooks.isMine(entry.sender) ? " mine" : "") + (entry.deleted ? " deleted" : "");
              article.replaceChildren(
                this.avatar(entry, name),
                element("div", { class: "content" },
                  this.header(entry, name),
                  title === null ? null : element("h2", {}, title),
                  element("div", { class: "text" }, entry.deleted ? "This message was deleted." : text)));
            }
            if (foot && !foot.querySelector("form")) this.paintFoot(entry, foot, replies);
          }

          avatar(entry, name) {
            if (entry.sender === OURS) return element("img", { class: "avatar", src: "/assets/icon.svg", alt: "", width: "32", height: "32" });
            return element("span", { class: "avatar " + shade(entry.sender), "aria-hidden": "true" }, initials(name));
          }

          header(entry, name) {
            const edited = entry.edited_at
              ? element("span", { class: "edited", title: "Edited " + full.format(new Date(entry.edited_at)) }, "edited") : null;
            return element("header", {},
              element("b", { class: "name" }, name),
              entry.sender === OURS ? element("span", { class: "badge" }, "bot") : null,
              time(entry.at), edited, entry.deleted ? null : this.actions(entry));
          }

          actions(entry) {
            const actions = element("span", { class: "actions" });
            if (!entry.thread && entry.sender !== OURS && this.items.get(entry.id).replies.childElementCount === 0) {
              actions.append(this.button("Reply", () => this.openReply(entry.id)));
            }
            if (this.hooks.isMine(entry.sender)) {
              actions.append(this.button("Edit", () => this.openEdit(entry)), this.deleteButton(entry));
            }
            return actions.childElementCount ? actions : null;
          }

          button(label, act) {
            const made = element("button", { type: "button", class: "quiet" }, label);
            made.addEventListener("click", act);
            return made;
          }

          /** Asks once more in place; a moment later it has forgotten. */
          deleteButton(entry) {
            const made = this.button("Delete", async () => {
              if (made.dataset.asked) {
                try { await this.hooks.remove(entry); } catch (error) { made.textContent = error.message; }
                return;
              }
              made.dataset.asked = "yes";
              made.textContent = "Really delete?";
              setTimeout(() => {
                delete made.dataset.asked;
                made.textContent = "Delete";
              }, 4000);
            });
            return made;
          }

          paintFoot(entry, foot, replies) {
            const isInvited = entry.sender === OURS || replies.childElementCount > 0;
            foot.replaceChildren(...(isInvited ? [this.button("Reply in thread", () => this.openReply(entry.id))] : []));
          }

          // ----- writing in the list

          openReply(id) {
            const { foot } = this.items.get(id);
            const close = () => {
              foot.replaceChildren();
              if (this.entries.has(id)) this.paint(this.entries.get(id));
              foot.querySelector("button")?.focus();
            };
            foot.replaceChildren(this.hooks.reply(id, close));
          }

          openEdit(entry) {
            const { article } = this.items.get(entry.id);
            const close = () => {
              article.querySelector("form")?.remove();
              if (this.entries.has(entry.id)) this.paint(this.entries.get(entry.id));
            };
            article.querySelector(".text").replaceWith(this.hooks.edit(entry, close));
          }

          // ----- making people look

          isAtEnd() {
            const { scrollHeight, scrollTop, clientHeight } = this.scroller;
            return scrollHeight - scrollTop - clientHeight < 120;
          }

          isVisible(node) {
            const [box, frame] = [node.getBoundingClientRect(), this.scroller.getBoundingClientRect()];
            return box.bottom > frame.top + 24 && box.top < frame.bottom - 24;
          }

          showNewest() {
            const last = this.root.lastElementChild;
            if (!last) return;
            if (last.offsetHeight > this.scroller.clientHeight) last.scrollIntoView({ block: "start" });
            else this.scroller.scrollTop = this.scroller.scrollHeight;
          }

          show(article) {
            article.scrollIntoView({ block: "center" });
            this.flash(article);
          }

          flash(article) {
            article.classList.remove("changed");
            void article.offsetWidth;  // lets the animation begin anew
            article.classList.add("changed");
          }

          point({ entry, isEdit }, wasAtEnd) {
            const { article } = this.items.get(entry.id);
            if (isEdit || !this.hooks.isMine(entry.sender)) this.flash(article);
            if (this.followed === entry.id) {
              this.followed = null;
              article.scrollIntoView({ block: "nearest" });
              return;
            }
            if (!entry.thread && !isEdit && wasAtEnd) this.showNewest();
            const name = entry.sender === OURS ? OURS : this.hooks.names.get(entry.sender) ?? entry.sender;
            const isBelow = article.getBoundingClientRect().top > this.scroller.getBoundingClientRect().top;
            this.hooks.notice(name + (isEdit ? " changed a message" : " wrote"), this.isVisible(article) ? null : article, isBelow);
          }
        }
        """#
}
