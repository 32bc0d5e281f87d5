// Chooses light or dark before the first paint. Loaded without defer on purpose; keep it tiny.
(function () {
  try {
    var theme = localStorage.getItem("playbook-theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch (e) { /* no storage: auto */ }
})();
