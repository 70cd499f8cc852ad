extension Asset {
    /// Colours, the page's frame, the composers and the small pages.
    static let style = """
        :root {
          --paper: #f7f6f3; --sheet: #ffffff; --ink: #22262b; --soft: #626a73; --line: #e3e1db; --accent: #1f6f5c; --on-accent: #ffffff;
          --tint: #eaf3f0; --flash: #ffe9a8; --problem: #a8321f; --focus: #2b8a74;
          color-scheme: light dark;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #16191c; --sheet: #1e2226; --ink: #e6e4df; --soft: #9aa3ab; --line: #30363b; --accent: #57b89f; --on-accent: #10201b;
            --tint: #1c2b28; --flash: #5b4a16; --problem: #f0907d; --focus: #6fd0b7;
          }
        }
        * { box-sizing: border-box; }
        [hidden] { display: none !important; }
        html { -webkit-text-size-adjust: 100%; }
        body { margin: 0; background: var(--paper); color: var(--ink);
          font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
        a { color: var(--accent); }
        h1, h2, p, ol, ul { margin: 0; padding: 0; }
        ol, ul { list-style: none; }
        button, input, select, textarea { font: inherit; color: inherit; }
        :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
        .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        button { border: 0; border-radius: 8px; padding: 8px 16px; background: var(--accent); color: var(--on-accent); font-weight: 600;
          cursor: pointer; }
        button:disabled { opacity: .5; cursor: default; }
        button.quiet { background: none; color: var(--soft); font-weight: 500; padding: 2px 8px; }
        button.quiet:hover { color: var(--ink); background: var(--tint); }
        kbd { font: inherit; font-size: .92em;
          border: 1px solid var(--line); border-radius: 4px; padding: 0 4px; background: var(--sheet); }

        body.chat { display: flex; flex-direction: column; height: 100vh; height: 100dvh; }
        .bar { display: flex; align-items: center; gap: 12px; padding: 10px max(16px, calc((100vw - 760px) / 2));
          border-bottom: 1px solid var(--line); background: var(--sheet); }
        .bar h1 { font-size: 17px; flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .mark { display: flex; }
        #connection { color: var(--soft); font-size: 14px; }
        .sign-out { display: flex; }
        body.chat main { flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: 20px max(16px, calc((100vw - 760px) / 2)); }
        #empty { color: var(--soft); text-align: center; padding: 12vh 16px; }
        #elsewhere { position: fixed; left: 50%; transform: translateX(-50%); bottom: 118px; padding: 6px 16px; border-radius: 999px;
          font-size: 14px; box-shadow: 0 2px 10px rgb(0 0 0 / .25); }

        .writing { border-top: 1px solid var(--line); background: var(--sheet);
          padding: 10px max(16px, calc((100vw - 760px) / 2)) max(10px, env(safe-area-inset-bottom)); }
        .notice { color: var(--soft); padding: 6px 0; }
        .composer { display: grid; grid-template-columns: 1fr auto; gap: 6px 12px; align-items: center; }
        .composer .who { display: flex; align-items: center; gap: 8px; font-size: 14px; color: var(--soft); }
        .composer .who b { color: var(--ink); }
        .composer .field { grid-column: 1 / -1; display: flex; gap: 8px; align-items: flex-end; }
        .composer .hint { grid-column: 2; grid-row: 1; font-size: 13px; color: var(--soft); }
        .composer .problem { grid-column: 1 / -1; }
        .problem { color: var(--problem); font-size: 14px; }
        .problem:empty { display: none; }
        textarea { flex: 1; min-width: 0; resize: none; border: 1px solid var(--line); border-radius: 10px; padding: 9px 12px;
          background: var(--paper); line-height: 1.4; max-height: 40vh; }
        textarea::placeholder { color: var(--soft); opacity: 1; }
        select { border: 1px solid var(--line); border-radius: 8px; padding: 4px 8px; background: var(--paper); color: var(--ink);
          font-weight: 600; max-width: 60vw; }
        .composer.inline { grid-template-columns: 1fr; margin-top: 6px; }
        .field button { flex: none; padding: 9px 16px; }
        .field .cancel { padding: 9px 8px; }

        body.sheet { display: grid; place-items: start center; padding: 10vh 16px; }
        body.sheet main { width: min(100%, 420px); background: var(--sheet); border: 1px solid var(--line); border-radius: 14px;
          padding: 28px; display: grid; gap: 14px; }
        body.sheet h1 { font-size: 22px; }
        body.sheet p { color: var(--soft); }
        body.sheet p.problem { color: var(--problem); }
        .sign-in { display: grid; gap: 8px; }
        .sign-in label { font-weight: 600; font-size: 14px; }
        .sign-in input { border: 1px solid var(--line); border-radius: 8px; padding: 9px 12px; background: var(--paper); min-width: 0; }
        .channels { display: grid; gap: 8px; }
        .channels a { display: flex; justify-content: space-between; gap: 12px; flex-wrap: wrap; padding: 12px 14px;
          border: 1px solid var(--line); border-radius: 10px; text-decoration: none; color: var(--ink); }
        .channels a:hover { border-color: var(--accent); background: var(--tint); }
        .channels span { color: var(--soft); font-size: 14px; }

        @media (max-width: 560px) {
          .composer .hint { display: none; }
          .field .cancel { padding: 9px 4px; }
        }

        """
}
