(() => {
  "use strict";
  const panel = document.createElement("div");
  panel.id = "panel";
  panel.hidden = true;
  document.body.append(panel);
  const unlight = () => document.querySelectorAll(".lit").forEach((one) => one.classList.remove("lit"));
  const close = () => { panel.hidden = true; unlight(); };
  const show = (entry) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "×";
    button.addEventListener("click", close);
    panel.replaceChildren(button, ...entry.cloneNode(true).childNodes);
    panel.hidden = false;
    unlight();
    for (const link of panel.querySelectorAll("a[href]")) {
      const id = link.getAttribute("href").slice(1);
      document.querySelectorAll(`.said a[data-f~="${CSS.escape(id)}"]`).forEach((one) => one.classList.add("lit"));
    }
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && link.matches(".said a.fig")) {
      const entry = document.getElementById(link.getAttribute("href").slice(1));
      if (entry && entry.parentElement.matches(".compared")) {
        event.preventDefault();
        show(entry);
        return;
      }
    }
    if (!panel.contains(event.target) && !link) close();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
})();
