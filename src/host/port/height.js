// How high the panel would like to be: as high as the thread needs, whatever the frame gives it now.

/** Calls `tell(height)` whenever the panel would like another height. */
export function watchHeight(element, tell) {
  let last = 0;
  let log = null;
  const sizes = new ResizeObserver(() => measure());

  const measure = () => {
    const root = element.shadowRoot;
    const now = root.querySelector("[role=log]");
    if (now !== log) {
      sizes.disconnect();
      sizes.observe(element);
      log = now;
      for (const child of now?.children ?? []) sizes.observe(child);
    }
    if (!now) return;
    const { paddingTop, paddingBottom } = getComputedStyle(now);
    const inside = [...now.children].reduce((sum, child) => sum + child.offsetHeight, parseFloat(paddingTop) + parseFloat(paddingBottom));
    const wanted = Math.ceil(element.clientHeight - now.clientHeight + Math.max(inside, now.scrollHeight > now.clientHeight ? now.scrollHeight : 0));
    if (wanted === last) return;
    last = wanted;
    tell(wanted);
  };

  const changes = new MutationObserver(measure);
  changes.observe(element.shadowRoot, { childList: true, subtree: true });
  sizes.observe(element);
  return () => {
    changes.disconnect();
    sizes.disconnect();
  };
}
