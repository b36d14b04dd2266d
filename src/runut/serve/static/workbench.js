"use strict";
// What the pages do beyond links and forms: keys, a range of months by mouse and keyboard, facets that fold away on a
// small screen, a word when a job changes, a check of files before they are sent. Without it everything still works.
// Text of articles never passes through here.
(() => {
  const typing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      const field = document.getElementById("words");
      if (field) {
        event.preventDefault();
        field.focus();
        field.select();
      }
    } else if (event.key === "j" || event.key === "k") {
      const lines = [...document.querySelectorAll("main .line a, main .dispute .to, main .said-row a, main tbody th a")];
      const now = lines.indexOf(document.activeElement);
      const next = lines[event.key === "j" ? now + 1 : Math.max(0, now - 1)];
      if (next) {
        event.preventDefault();
        next.focus();
      }
    }
  });

  // A job at work shows itself anew every second; a screen reader is told only when its state has changed.
  document.addEventListener("htmx:afterSettle", () => {
    const said = document.getElementById("job-said");
    const now = said && document.querySelector(said.dataset.from);
    if (now && said.textContent !== now.textContent) said.textContent = now.textContent;
  });

  // Files that the server would refuse are not sent first.
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || field.type !== "file" || !field.dataset.most) return;
    const size = [...field.files].reduce((sum, file) => sum + file.size, 0);
    const tooMany = field.files.length > Number(field.dataset.files);
    const tooLarge = size > Number(field.dataset.most);
    field.setCustomValidity(tooMany ? field.dataset.tooMany : tooLarge ? field.dataset.tooLarge : "");
    field.reportValidity();
  });

  // A range of months: press on one, let go on another. A click on one is the link that it is.
  let begun = null;
  const month = (target) => (target instanceof Element ? target.closest("a.bin[data-bin]") : null);
  const mark = (to) => {
    const ends = [begun.dataset.bin, to.dataset.bin].sort();
    for (const bin of begun.ownerSVGElement.querySelectorAll("a.bin")) {
      const key = bin.dataset.bin;
      bin.classList.toggle("picked", key >= ends[0] && key.slice(0, ends[1].length) <= ends[1]);
    }
    return ends;
  };
  document.addEventListener("pointerdown", (event) => {
    begun = event.button === 0 ? month(event.target) : null;
  });
  document.addEventListener("dragstart", (event) => {
    if (month(event.target)) event.preventDefault();
  });
  document.addEventListener("pointermove", (event) => {
    const over = begun && month(event.target);
    if (over && over.ownerSVGElement === begun.ownerSVGElement) mark(over);
  });
  document.addEventListener("pointerup", (event) => {
    const over = begun && month(event.target);
    if (over && over !== begun && over.ownerSVGElement === begun.ownerSVGElement) choose(mark(over));
    begun = null;
  });
  const choose = ([first, last]) => {
    const address = new URL(begun.href.baseVal, location.href);
    address.searchParams.set("from", first);
    address.searchParams.set("to", last);
    location.assign(address);
  };

  // The same with the keyboard: arrows move from month to month, with Shift they stretch a range, Enter chooses it.
  document.addEventListener("keydown", (event) => {
    const here = month(document.activeElement);
    if (!here || event.ctrlKey || event.metaKey || event.altKey) return;
    const bins = [...here.ownerSVGElement.querySelectorAll("a.bin")];
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) {
      const next = bins[bins.indexOf(here) + step];
      if (!next) return;
      event.preventDefault();
      if (!event.shiftKey) clear(here);
      else if (!begun) begun = here;
      next.focus();
      if (begun) mark(next);
    } else if (event.key === "Enter" && begun && begun !== here) {
      event.preventDefault();
      choose(mark(here));
    } else if (event.key === "Escape") {
      clear(here);
    }
  });
  const clear = (from) => {
    begun = null;
    for (const bin of from.ownerSVGElement.querySelectorAll("a.picked")) bin.classList.remove("picked");
  };

  // On a small screen the list comes before what it can be narrowed to; a filter that is set stays in sight as a mark.
  const small = matchMedia("(max-width: 62rem)");
  const fold = () => {
    if (small.matches) for (const part of document.querySelectorAll("details.facets")) part.open = false;
  };
  fold();
  document.addEventListener("htmx:afterSettle", fold);
})();
