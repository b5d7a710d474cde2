(function () {
  "use strict";
  var config = { responsive: true, displayModeBar: false, displaylogo: false, showTips: false, doubleClick: false };

  function visible(element) { return element.offsetParent !== null; }

  // A plot is drawn when it is first seen: Plotly cannot measure what is hidden.
  function draw(root) {
    root.querySelectorAll(".plot").forEach(function (holder) {
      if (!visible(holder)) return;
      if (holder.dataset.drawn) { window.Plotly.Plots.resize(holder); return; }
      var source = holder.querySelector('script[type="application/json"]');
      var figure = JSON.parse(source.textContent);
      holder.dataset.drawn = "1";
      figure.layout.font.family = getComputedStyle(document.body).fontFamily;
      holder.style.height = figure.layout.height + "px"; // what Plotly measures when the window changes
      window.Plotly.newPlot(holder, figure.data, figure.layout, config);
    });
  }

  document.querySelectorAll("select[data-choose]").forEach(function (select) {
    select.addEventListener("change", function () {
      document.querySelectorAll('[data-choice="' + select.dataset.choose + '"]').forEach(function (view) {
        view.hidden = view.dataset.key !== select.value;
      });
      draw(document);
    });
  });

  document.querySelectorAll(".switch").forEach(function (button) {
    button.addEventListener("click", function () {
      document.querySelectorAll(".language").forEach(function (part) {
        part.hidden = part.id !== "language-" + button.dataset.to;
        if (!part.hidden) { document.documentElement.lang = part.lang; document.title = part.dataset.title; }
      });
      draw(document);
      var other = document.querySelector(".language:not([hidden]) .switch");
      if (other) other.focus();
    });
  });

  window.addEventListener("beforeprint", function () { draw(document); });
  window.addEventListener("afterprint", function () { draw(document); });
  draw(document);
})();
