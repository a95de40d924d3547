"""Questions to a screen about what a person can see and hit on it. Each is answered with what is wrong."""

# Wider than the glass, or words that are cut off by the box they stand in.
LOST = """(width) => {
  const told = (one) => `${one.tagName} ${one.className} "${one.textContent.slice(0, 40)}"`;
  const all = [...document.body.querySelectorAll("*")];
  const cut = all.filter((one) => {
    const look = getComputedStyle(one);
    const hides = (way) => way === "hidden" || way === "clip";
    return !one.closest(".hide, svg, input, textarea, select") && one.textContent.trim() !== "" && (
      (hides(look.overflowX) && one.scrollWidth > one.clientWidth + 1) ||
      (hides(look.overflowY) && one.scrollHeight > one.clientHeight + 1));
  });
  return [...cut.map((one) => `cut off: ${told(one)}`), ...(document.scrollingElement.scrollWidth <= width ? [] : [
    `the page is ${document.scrollingElement.scrollWidth} wide`,
    ...all.filter((one) => one.getBoundingClientRect().right > width + 1).slice(-4).map(told)])];
}"""
WAITS = """() => ![...document.querySelectorAll("main .late, main [role=status]")]
  .some((one) => /^Henter/.test(one.textContent))"""

# WCAG 1.4.12: somebody may set all four at once. A style sheet of the page's own: its policy allows no foreign one.
SPACED = """() => {
  const spaced = new CSSStyleSheet();
  spaced.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets.push(spaced);
}"""
# WCAG 2.5.8. A link inside a sentence is as high as its line; a mark in a label is as large as the label.
# What is off the glass in a long list is not drawn, and has no size yet.
SMALL = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }))
  .filter((one) => !one.closest(".hide, .skip"))
  .filter((one) => getComputedStyle(one).display !== "inline")
  .map((one) => [one, (/radio|checkbox/.test(one.type) && one.closest("label") || one).getBoundingClientRect()])
  .filter(([, { width, height }]) => width < 24 || height < 24)
  .map(([one, { width, height }]) => `${one.className} "${one.textContent.slice(0, 40)}" ${width}x${height}`)"""
