/** Light or dark: as the system has it, until the user chooses. */

import { h } from './base/dom';

const KEY = 'hessian-eigenspectra-theme';
const DARK = matchMedia('(prefers-color-scheme: dark)');

/** Storage may be forbidden to the page; the choice then lasts as long as the page. */
function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function store(theme: string): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // See `stored`.
  }
}

export function themeButton(): HTMLElement {
  let chosen = stored();
  const isDark = () => (chosen ?? (DARK.matches ? 'dark' : 'light')) === 'dark';
  const button = h('button', {
    type: 'button',
    class: 'quiet',
    click() {
      chosen = isDark() ? 'light' : 'dark';
      store(chosen);
      show();
    },
  });
  const show = () => {
    document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
    button.textContent = isDark() ? 'Light' : 'Dark';
    button.setAttribute('aria-label', `Switch to the ${isDark() ? 'light' : 'dark'} theme`);
  };
  DARK.addEventListener('change', show);
  show();
  return button;
}
