import { joins } from './join.js';
import { arrive, handOver, link } from './linker.js';

const { domains } = (document.currentScript as HTMLScriptElement).dataset;

joins().push((commands, listen, writeItem) => {
  commands.link = link;
  // After the tracker's own listeners, which renew the visit.
  setTimeout(handOver, 0, domains!.split(' '), listen);
  arrive(writeItem);
});
