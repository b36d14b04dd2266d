// Deciding by key, and staying on the page while the next event comes. Without it every action is a form that works.
// It puts nothing into the page but what the program sent, and messages as text.
(() => {
  const KEYS = "runut-keys";
  const typing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;
  const off = () => {
    try {
      return localStorage.getItem(KEYS) === "off";
    } catch {
      return false;
    }
  };

  const open = (details) => {
    details.open = true;
    const first = details.querySelector("input:not([type=hidden]):checked, input:not([type=hidden]), select, textarea, dl");
    if (first && first.matches("input, select, textarea")) first.focus();
    details.scrollIntoView({ block: "nearest" });
  };

  const press = (target) => {
    if (target.matches("summary")) {
      const details = target.parentElement;
      if (details.open) {
        details.open = false;
        target.focus();
      } else open(details);
    } else if (target.matches("input")) target.focus();
    else target.click();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      const details = event.target.closest?.("details[open]");
      if (details?.closest(".judge")) {
        details.open = false;
        details.querySelector("summary").focus();
      }
      return;
    }
    if (event.key.length !== 1 || event.repeat || typing(event.target) || (off() && event.key !== "?")) return;
    const target = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (target && target.getClientRects().length) {
      event.preventDefault();
      press(target);
    }
  });

  // One decision at a time: a key that is pressed twice decides once.
  document.addEventListener("submit", (event) => {
    if (!event.target.closest(".judge")) return;
    if (event.target.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    event.target.dataset.sent = "yes";
  }, true);
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  // An answer that is a page is shown, refusals too; anything else is said in words.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const answer = event.detail.xhr;
    if (answer.status < 400 || !event.detail.boosted) return;
    const page = (answer.getResponseHeader("content-type") ?? "").startsWith("text/html");
    event.detail.shouldSwap = page;
    event.detail.isError = !page;
    if (!page) said(answer.responseText);
  });
  document.addEventListener("htmx:sendError", () => said(document.documentElement.lang === "en"
    ? "The program does not answer; is runut serve still running?"
    : "Program tidak menjawab; apakah runut serve masih berjalan?"));
  const said = (text) => {
    let line = document.getElementById("said");
    if (!line) {
      line = document.createElement("p");
      line.id = "said";
      line.className = "trouble";
      line.setAttribute("role", "alert");
      document.getElementById("judge")?.prepend(line);
    }
    line.textContent = text;
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  };

  const settle = () => {
    const box = document.getElementById("keys-on");
    if (box) {
      box.closest("p").hidden = false;
      box.checked = !off();
    }
    // Of details of one name a browser closes the one that comes while another is open: the swapped-in one.
    const trouble = document.querySelector(".judge details .trouble");
    const wanted = new URLSearchParams(location.search).get("open");
    const details = trouble ? trouble.closest("details") : wanted && document.getElementById(`judge-${wanted}`);
    if (details) open(details);
  };
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.boosted === false) return;
    const main = document.getElementById("content");
    if (main && !main.contains(document.activeElement)) main.focus({ preventScroll: true });
    const other = document.querySelector("a.switch");
    if (other) {
      const address = new URL(location.href);
      address.searchParams.set("lang", other.lang);
      other.href = address.pathname + address.search;
    }
    settle();
  });
  document.addEventListener("change", (event) => {
    if (event.target.id !== "keys-on") return;
    try {
      localStorage.setItem(KEYS, event.target.checked ? "on" : "off");
    } catch {
      event.target.checked = true;
    }
  });
  settle();
})();
