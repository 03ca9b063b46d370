/** Pictures are drawn twice as fine as the page, so that they bear being printed. */
const SCALE = 2;

/** Room for the caption below, in pixels. */
const FOOT = 32;

/** What is only there to be pressed has no place in a picture. */
const PRESSED =
  'button[aria-haspopup], button[aria-expanded], [data-not-pictured], input[type="search"], .visually-hidden';

/**
 * Draws a panel as it stands on the page: grounds, texts and charts. Of what a style sheet can do it knows what panels
 * are made of, so it needs neither a library nor a looser Content-Security-Policy.
 *
 * @param caption stands below: a picture leaves the page that says what it is of.
 */
export async function pictureOf(panel: HTMLElement, caption?: string): Promise<Blob> {
  const frame = panel.getBoundingClientRect();
  const foot = caption === undefined ? 0 : FOOT;
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(frame.width * SCALE);
  canvas.height = Math.ceil((frame.height + foot) * SCALE);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this browser draws no pictures');
  context.scale(SCALE, SCALE);
  context.translate(-frame.left, -frame.top);
  const style = getComputedStyle(panel);
  context.fillStyle = style.backgroundColor;
  context.fillRect(frame.left, frame.top, frame.width, frame.height + foot);
  drawElement(context, panel);
  if (caption !== undefined) {
    context.fillStyle = style.getPropertyValue('--quiet') || style.color;
    context.font = `12px ${style.fontFamily}`;
    context.textBaseline = 'middle';
    context.fillText(caption, frame.left + Number.parseFloat(style.paddingLeft), frame.bottom + foot / 2 - 4);
  }
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture is too large')))),
  );
}

function drawElement(context: CanvasRenderingContext2D, element: Element): void {
  if (element.matches(PRESSED)) return;
  const style = getComputedStyle(element);
  if (style.display === 'none' || style.visibility === 'hidden') return;
  const box = element.getBoundingClientRect();
  drawGround(context, style, box);
  if (element instanceof HTMLCanvasElement && element.width > 0)
    context.drawImage(element, box.left, box.top, box.width, box.height);
  // A picture inside the page would have to be loaded again; signs say in words what they show.
  if (element instanceof SVGElement) return;
  context.save();
  if (style.overflowX !== 'visible' && !element.contains(document.activeElement)) {
    context.beginPath();
    context.rect(box.left, box.top, box.width, box.height);
    context.clip();
  }
  for (const node of element.childNodes) {
    if (node instanceof Text) drawText(context, style, node);
    else if (node instanceof Element) drawElement(context, node);
  }
  context.restore();
}

function drawGround(context: CanvasRenderingContext2D, style: CSSStyleDeclaration, box: DOMRect): void {
  const { backgroundColor, borderBottomWidth, borderBottomColor } = style;
  if (!/, 0\)$|\/ 0\)$|^transparent$/.test(backgroundColor) && box.width > 0 && box.height > 0) {
    context.fillStyle = backgroundColor;
    context.beginPath();
    const radius = Math.min(Number.parseFloat(style.borderTopLeftRadius) || 0, box.width / 2, box.height / 2);
    context.roundRect(box.left, box.top, box.width, box.height, radius);
    context.fill();
  }
  // The lines of a table; what has round corners is a frame of something to press.
  const isLine = Number.parseFloat(style.borderTopLeftRadius) === 0 && style.borderBottomStyle !== 'none';
  if (isLine && Number.parseFloat(borderBottomWidth) > 0) {
    context.fillStyle = borderBottomColor;
    context.fillRect(box.left, box.bottom - 1, box.width, 1);
  }
}

/** Text line by line, each where the browser has put it. */
function drawText(context: CanvasRenderingContext2D, style: CSSStyleDeclaration, node: Text): void {
  if (node.data.trim() === '') return;
  context.fillStyle = style.color;
  context.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  context.textBaseline = 'middle';
  context.direction = style.direction === 'rtl' ? 'rtl' : 'ltr';
  context.textAlign = 'left';
  const range = document.createRange();
  let line = '';
  let at: DOMRect | undefined;
  const flush = () => {
    if (at !== undefined && line.trim() !== '')
      context.fillText(line.trim(), at.left, at.top + at.height / 2);
    line = '';
    at = undefined;
  };
  for (let index = 0; index < node.length; index++) {
    range.setStart(node, index);
    range.setEnd(node, index + 1);
    const [box] = range.getClientRects();
    if (box === undefined || box.width === 0) continue;
    if (at !== undefined && Math.abs(box.top - at.top) > 2) flush();
    if (at === undefined) at = box;
    // From right to left a line begins at its last character.
    else if (box.left < at.left) at = new DOMRect(box.left, at.top, at.width, at.height);
    line += node.data[index];
  }
  flush();
}
