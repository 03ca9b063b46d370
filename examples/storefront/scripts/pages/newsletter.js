import { fill } from '../html.js';
import { newsletterForm } from '../newsletter.js';

export const newsletter = (main) => fill(main.querySelector('[data-newsletter]'), newsletterForm('page'));
