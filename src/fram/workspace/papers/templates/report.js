(function () {
  "use strict";
  var d = document, all = function (q, in_) { return Array.prototype.slice.call((in_ || d).querySelectorAll(q)); };
  all("[data-script]").forEach(function (e) { e.hidden = false; });

  var jump = d.getElementById("jump");
  if (jump) jump.addEventListener("change", function () {
    if (!jump.value) return;
    location.hash = jump.value;
    var heading = d.querySelector("#" + jump.value + " h3");
    if (heading) { heading.tabIndex = -1; heading.focus({ preventScroll: true }); }
  });

  // A link into something folded unfolds it.
  function unfold() {
    var to = location.hash.length > 1 && d.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var e = to; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
    if (to) to.scrollIntoView();
  }
  addEventListener("hashchange", unfold);
  if (location.hash) unfold();

  var table = d.getElementById("all");
  if (!table) return;
  var body = table.tBodies[0], rows = all("tr", body);
  var find = d.getElementById("find"), origin = d.getElementById("origin"), shown = d.getElementById("shown");
  function filter() {
    var words = find.value.toLowerCase().split(/\s+/).filter(Boolean), kind = origin.value, count = 0;
    rows.forEach(function (row) {
      var text = row.textContent.toLowerCase();
      var fits = words.every(function (w) { return text.indexOf(w) >= 0; }) &&
        (!kind || row.dataset.kinds.split(" ").indexOf(kind) >= 0);
      row.hidden = !fits;
      if (fits) count += 1;
    });
    shown.textContent = shown.dataset.text.replace("{shown}", count).replace("{all}", rows.length);
  }
  find.addEventListener("input", filter);
  origin.addEventListener("change", filter);
  filter();

  var compare = new Intl.Collator(d.documentElement.lang, { numeric: true }).compare;
  all("th[data-sort]", table).forEach(function (head, column) {
    var button = d.createElement("button");
    button.type = "button";
    button.append(head.firstChild);
    head.append(button);
    button.addEventListener("click", function () {
      var up = head.getAttribute("aria-sort") !== "ascending";
      all("th[aria-sort]", table).forEach(function (other) { other.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      rows.sort(function (a, b) {
        var x = a.cells[column], y = b.cells[column];
        var by = x.dataset.value !== undefined ? x.dataset.value - y.dataset.value : compare(x.textContent, y.textContent);
        return up ? by : -by;
      });
      rows.forEach(function (row) { body.append(row); });
    });
  });
})();
