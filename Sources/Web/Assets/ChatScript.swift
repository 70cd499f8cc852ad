extension Asset {
    /// The chat page: who writes, the composers, and the live connection.
    static let chatScript = #"""
        import { MessageList, element } from "/assets/messages.js";

        const body = document.body;
        const base = "/chat/" + body.dataset.channel;
        const scroller = document.querySelector("main");
        const connection = document.getElementById("connection");
        const announcer = document.getElementById("announcer");
        const elsewhere = document.getElementById("elsewhere");
        const composer = document.getElementById("composer");
        const sender = document.getElementById("sender");
        const memory = "outcomed.sender." + body.dataset.channel;

        const names = new Map(
          [...document.querySelectorAll("#people option")].map((option) => [option.value, option.textContent]));

        function me() {
          return sender ? sender.value : body.dataset.person;
        }

        // ----- requests

        async function call(method, path, payload) {
          let response;
          try {
            response = await fetch(base + path, {
              method,
              headers: payload ? { "Content-Type": "application/json" } : {},
              body: payload ? JSON.stringify(payload) : undefined,
            });
          } catch {
            throw new Error("It did not go through: the server cannot be reached. Your text is still here.");
          }
          if (response.status === 401) location.assign(base + "/sign-in");
          if (!response.ok) throw new Error((await response.text()).trim() || "It did not go through.");
          return response.status === 204 ? null : response.json();
        }

        // ----- composers

        /** Makes Enter send, Escape give up, and the field as tall as its text. `send` gets the text and may throw. */
        function wire(form, send, cancel) {
          const field = form.querySelector("textarea");
          const button = form.querySelector("button.send");
          const problem = form.querySelector(".problem");
          const grow = () => {
            field.style.height = "auto";
            field.style.height = Math.min(field.scrollHeight + 2, innerHeight * 0.4) + "px";
          };
          field.addEventListener("input", () => { problem.textContent = ""; grow(); });
          field.addEventListener("keydown", (event) => {
            if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
              event.preventDefault();
              form.requestSubmit();
            } else if (event.key === "Escape" && cancel) {
              event.stopPropagation();
              cancel();
            }
          });
          form.addEventListener("submit", async (event) => {
            event.preventDefault();
            const text = field.value.trim();
            if (!text || button.disabled) return;
            button.disabled = true;
            try {
              await send(text);
              field.value = "";
              problem.textContent = "";
              grow();
            } catch (error) {
              problem.textContent = error.message;
            } finally {
              button.disabled = false;
            }
          });
          if (cancel) form.querySelector("button.cancel").addEventListener("click", cancel);
          return { field, grow };
        }

        /** A composer inside the list: for a reply or an edit. */
        function inline(label, action, text, send, close) {
          const field = element("textarea", { rows: "1", maxlength: "20000", "aria-label": label });
          field.value = text;
          const form = element("form", { class: "composer inline" },
            element("div", { class: "field" }, field,
              element("button", { class: "send" }, action),
              element("button", { class: "cancel quiet", type: "button" }, "Cancel")),
            element("p", { class: "problem", role: "alert" }));
          const wired = wire(form, async (value) => { await send(value); close(); }, close);
          requestAnimationFrame(() => {
            wired.grow();
            field.focus();
            field.setSelectionRange(text.length, text.length);
            form.scrollIntoView({ block: "nearest" });
          });
          return form;
        }

        async function post(text, thread) {
          if (!me()) {
            sender.focus();
            throw new Error("Choose your name first, so that the team knows who says it.");
          }
          const posted = await call("POST", "/messages", { sender: me(), text, thread });
          list.follow(posted.id);
        }

        // ----- the list

        const list = new MessageList(document.getElementById("messages"), scroller, {
          names,
          isMine: (id) => id === me(),
          reply: (root, close) => inline("Reply in thread", "Reply", "", (text) => post(text, root), close),
          edit: (entry, close) => inline("Edit your message", "Save", entry.text,
            (text) => call("PUT", "/messages/" + entry.id, { text }), close),
          remove: (entry) => call("DELETE", "/messages/" + entry.id),
          counted: (count) => { document.getElementById("empty").hidden = count > 0; },
          notice: (text, target, isBelow) => {
            announcer.textContent = text;
            if (!target) return;
            elsewhere.textContent = text + (isBelow ? " ↓" : " ↑");
            elsewhere.hidden = false;
            elsewhere.onclick = () => {
              elsewhere.hidden = true;
              list.show(target);
            };
          },
          seen: () => { elsewhere.hidden = true; },
        });

        // ----- live

        function listen() {
          const source = new EventSource(base + "/events");
          source.addEventListener("open", () => { connection.textContent = ""; });
          source.addEventListener("reset", (event) => list.reset(JSON.parse(event.data)));
          source.addEventListener("change", (event) => list.change(JSON.parse(event.data)));
          source.addEventListener("error", () => {
            connection.textContent = "Reconnecting…";
            // The browser tries again by itself unless the server said no.
            if (source.readyState === EventSource.CLOSED) setTimeout(listen, 5000);
          });
        }

        // ----- begin

        if (sender) {
          let known = null;
          try { known = localStorage.getItem(memory); } catch { /* storage may be turned off */ }
          if (known && names.has(known)) sender.value = known;
          else if (names.size === 1) sender.value = [...names.keys()][0];
          sender.addEventListener("change", () => {
            try { localStorage.setItem(memory, sender.value); } catch { /* then it is asked anew next time */ }
            composer.querySelector(".problem").textContent = "";
            list.refresh();
            composer.querySelector("textarea").focus();
          });
        }
        composer.hidden = false;
        wire(composer, (text) => post(text, null));
        listen();
        """#
}
