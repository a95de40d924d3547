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
