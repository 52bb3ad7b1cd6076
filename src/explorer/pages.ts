/** What draws: the spectrum with all that belongs to it, and the phase view. */

import { h } from './base/dom';
import { runPanel } from './controls/run-panel';
import { viewPanel } from './controls/view-panel';
import { Chart } from './picture/chart';
import { outlierTable } from './picture/outlier-table';
import type { Session } from './session';
import { sharePanel } from './share/share-panel';

export { phasePanel as phasesPage } from './phases/phase-panel';

export function spectrumPage(session: Session): HTMLElement {
  const chart = new Chart(session);
  return h(
    'div',
    { class: 'page', id: 'page-spectrum' },
    viewPanel(session),
    chart.element,
    runPanel(session),
    outlierTable(session),
    sharePanel(session, chart),
  );
}
