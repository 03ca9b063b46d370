import './base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { startI18n } from './i18n/i18n.js';
import { chooseTheme, chosenTheme } from './layout/colour-scheme.js';
import { askEarly } from './session/ask-early.js';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
chooseTheme(chosenTheme());
askEarly();
await startI18n();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
