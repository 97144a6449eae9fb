/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { printPromQl, PromQlExpression } from '../../../alerts/promql';

/*
 * The part of Grafana's dashboard JSON that our dashboards use (schema version 42,
 * grafana/packages/grafana-schema). What is left out has Grafana's own default.
 */

/** A line, or several, of a panel. */
export interface PanelQuery {
  expression: PromQlExpression;
  /** Name of the line; `{{label}}` stands for a label of the series. */
  legend: string;
  /** Only the newest value, for queries that read days of samples. */
  instant?: boolean;
}

/** A level at which a value is worth a colour, and a line across the panel. */
export interface Threshold {
  from: number;
  color: 'green' | 'orange' | 'red';
}

/** How the lines of one name differ from the others of a panel. */
export interface LineStyle {
  legend: string;
  properties: Array<{ id: string; value: unknown }>;
}

/** A panel, before it has its place. */
export interface Panel {
  /** `timeline` shows states by time; its values are 1 or nothing. */
  type: 'timeseries' | 'stat' | 'timeline';
  title: string;
  description?: string;
  /** As Grafana names it. */
  unit: string;
  queries: PanelQuery[];
  /** The colour from a value on, in the order of the values. */
  thresholds?: Threshold[];
  /** Colour below all thresholds. */
  baseColor?: Threshold['color'];
  styles?: LineStyle[];
  min?: number;
  max?: number;
  /** Of 24 columns; default 8. */
  width?: number;
  height?: number;
}

/** A titled row of panels; it may take several lines. */
export interface PanelRow {
  /** Ids of its panels begin at a hundred times it, and so stay the same. */
  number: number;
  title: string;
  panels: Panel[];
}

/** Refers to the variable of the dashboard that holds the data source. */
export const DATA_SOURCE = {
  type: 'prometheus',
  uid: '${datasource}',
} as const;

const COLUMNS = 24;

const STAT_OPTIONS = {
  colorMode: 'value',
  graphMode: 'none',
  reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
};

const TIMESERIES_OPTIONS = {
  legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
  tooltip: { mode: 'multi', sort: 'desc' },
};

const TIMELINE_OPTIONS = {
  mergeValues: true,
  showValue: 'never',
  legend: { displayMode: 'list', placement: 'bottom', showLegend: false },
};

const LINES = { fillOpacity: 10, showPoints: 'never' };

const LINES_WITH_THRESHOLDS = { ...LINES, thresholdsStyle: { mode: 'dashed' } };

/** A graph gives each line a colour of its own. */
const COLORS = {
  timeseries: { mode: 'palette-classic' },
  stat: { mode: 'thresholds' },
  timeline: { mode: 'thresholds' },
};

const TYPES = {
  timeseries: { type: 'timeseries', options: TIMESERIES_OPTIONS },
  stat: { type: 'stat', options: STAT_OPTIONS },
  timeline: { type: 'state-timeline', options: TIMELINE_OPTIONS },
} as const;

/**
 * Grafana's form of rows, each panel in its place: from left to right, and on the
 * next line where it does not fit.
 */
export function placeRows(rows: readonly PanelRow[]): object[] {
  const placed: object[] = [];
  let y = 0;
  for (const { number, title, panels } of rows) {
    placed.push({
      id: number * 100,
      type: 'row',
      title,
      collapsed: false,
      gridPos: { h: 1, w: COLUMNS, x: 0, y },
      panels: [],
    });
    y += 1;
    let x = 0;
    let lineHeight = 0;
    for (const [index, panel] of panels.entries()) {
      const { width: w = 8, height: h = 8 } = panel;
      if (x + w > COLUMNS) {
        y += lineHeight;
        x = 0;
        lineHeight = 0;
      }
      placed.push({
        id: number * 100 + index + 1,
        ...panelJson(panel),
        gridPos: { h, w, x, y },
      });
      x += w;
      lineHeight = Math.max(lineHeight, h);
    }
    y += lineHeight;
  }
  return placed;
}

function panelJson(panel: Panel): object {
  const { title, description, queries, styles = [] } = panel;
  const { type, options } = TYPES[panel.type];
  return {
    type,
    title,
    description,
    datasource: DATA_SOURCE,
    fieldConfig: {
      defaults: {
        unit: panel.unit,
        min: panel.min,
        max: panel.max,
        thresholds: thresholdsOf(panel),
        custom: customOf(panel),
        color: COLORS[panel.type],
      },
      overrides: styles.map(({ legend, properties }) => ({
        matcher: { id: 'byName', options: legend },
        properties,
      })),
    },
    options,
    targets: queries.map(targetJson),
  };
}

/**
 * A graph has none where it draws none; other types have some of Grafana's own if
 * they are given none.
 */
function thresholdsOf({ type, baseColor, thresholds }: Panel) {
  return type === 'timeseries' && !thresholds
    ? undefined
    : {
        mode: 'absolute',
        steps: [
          { color: baseColor ?? 'green', value: null },
          ...(thresholds ?? []).map(({ color, from }) => ({
            color,
            value: from,
          })),
        ],
      };
}

function customOf({ type, thresholds }: Panel): object | undefined {
  if (type !== 'timeseries') {
    return undefined;
  }
  return thresholds ? LINES_WITH_THRESHOLDS : LINES;
}

function targetJson(
  { expression, legend, instant }: PanelQuery,
  index: number,
) {
  return {
    refId: String.fromCharCode(65 + index),
    expr: printPromQl(expression),
    legendFormat: legend,
    ...(instant ? { instant: true, range: false } : { range: true }),
  };
}
