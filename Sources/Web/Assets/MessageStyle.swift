extension Asset {
    /// Messages and threads.
    static let messageStyle = """
        #messages { display: grid; gap: 18px; }
        .thread { min-width: 0; }
        .message { display: grid; grid-template-columns: 32px 1fr; gap: 12px; padding: 6px 8px; margin: 0 -8px; border-radius: 10px;
          scroll-margin: 16px; }
        .message .content { min-width: 0; grid-column: 2; }
        .message:focus { outline: none; }
        .message:focus-visible { outline: 2px solid var(--focus); }
        .avatar { grid-column: 1; width: 32px; height: 32px; border-radius: 50%; display: grid; place-items: center; font-size: 12px;
          font-weight: 700; color: #fff; margin-top: 2px; }
        img.avatar { border-radius: 9px; }
        .shade0 { background: #7a5ea8; } .shade1 { background: #b3562f; } .shade2 { background: #2f6fa8; }
        .shade3 { background: #97446c; } .shade4 { background: #5f7526; } .shade5 { background: #80602b; }
        .message header { display: flex; align-items: baseline; gap: 8px; flex-wrap: wrap; min-height: 24px; }
        .name { font-weight: 650; }
        .badge { font-size: 11px; font-weight: 600; border: 1px solid var(--line); border-radius: 4px; padding: 0 5px; color: var(--soft);
          align-self: center; line-height: 1.5; }
        .message time, .edited { color: var(--soft); font-size: 13px; }
        .edited::before { content: "· "; }
        .text { white-space: pre-wrap; overflow-wrap: anywhere; }
        .deleted .text { color: var(--soft); font-style: italic; }
        .actions { margin-left: auto; display: flex; gap: 2px; font-size: 13px; opacity: 0; }
        .message:hover .actions, .message:focus-within .actions { opacity: 1; }
        @media (hover: none) { .actions { opacity: 1; } }

        .card { background: var(--sheet); border: 1px solid var(--line); border-left: 4px solid var(--accent); padding: 14px 16px 16px;
          margin: 0; }
        .card h2 { font-size: 18px; line-height: 1.35; margin: 4px 0 8px; }
        .message:not(.card) h2 { font-size: 16px; line-height: 1.5; }

        .replies { margin: 4px 0 0 20px; padding-left: 22px; border-left: 2px solid var(--line); display: grid; gap: 4px; }
        .replies:empty { display: none; }
        .replies .message { margin: 0; }
        .replies .ours { background: var(--tint); }
        .reply { min-width: 0; }
        li.thread.reply { margin-left: 44px; }
        .foot { margin: 4px 0 0 44px; }
        .foot:empty { display: none; }
        .foot > .quiet { color: var(--accent); font-size: 14px; padding: 4px 8px; margin-left: -8px; }

        .changed { animation: changed 3s ease-out; }
        @keyframes changed { 0%, 35% { background: var(--flash); } }
        @media (prefers-reduced-motion: reduce) { .changed { animation: none; outline: 2px solid var(--flash); } }

        @media (max-width: 560px) {
          .message { grid-template-columns: 26px 1fr; gap: 9px; }
          .avatar { width: 26px; height: 26px; font-size: 10px; }
          .card { padding: 12px; }
          .replies { margin-left: 8px; padding-left: 12px; }
          .foot { margin-left: 22px; }
          li.thread.reply { margin-left: 20px; }
        }
        """

    static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#1f6f5c"/><path d="M8 21.5l5.5-6 4 4L24 11" \
        fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/><path d="M19 10.6l5.3.1-.1 5.3" fill="none" \
        stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/></svg>
        """
}
