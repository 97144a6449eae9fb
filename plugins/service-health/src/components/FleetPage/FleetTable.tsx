/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { FleetRow } from '@openpolicy/plugin-service-health-common';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useRef, useState } from 'react';
import { serviceHealthTranslationRef } from '../../translation';
import { useDenseTableStyles } from '../DenseTable';
import { isFault } from './fleetFilters';
import { FleetTableRow } from './FleetTableRow';
import { useFrozenOrder } from './useFrozenOrder';

/** More rows than this are drawn only where they can be seen. */
const VIRTUAL_FROM = 100;

/** In pixels. The cause of a fault has two lines, the calm rest of the fleet one. */
const ROW_HEIGHT = { fault: 46, calm: 33 };

function rowHeight(row: FleetRow): number {
  return isFault(row) ? ROW_HEIGHT.fault : ROW_HEIGHT.calm;
}

/** Widths in pixels; the cause takes what is left. */
const COLUMNS = [
  ['service', 142],
  ['state', 114],
  ['cause', undefined],
  ['sync', 112],
  ['ready', 58],
  ['alerts', 98],
  ['version', 72],
  ['owner', 140],
  ['changed', 88],
] as const;

/** Columns that a phone has no room for, counted from 1. */
const WIDE_ONLY = [4, 5, 6, 7, 8, 9]
  .flatMap(column => [
    `& col:nth-child(${column})`,
    `& tr > :nth-child(${column})`,
  ])
  .join(', ');

const useStyles = makeStyles(
  theme => ({
    scroller: {
      overflow: 'auto',
      // The head of the page and the filters stay in sight.
      maxHeight: 'calc(100vh - 225px)',
      [theme.breakpoints.down('xs')]: { maxHeight: 'none' },
      backgroundColor: theme.palette.background.paper,
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
    },
    table: {
      tableLayout: 'fixed',
      minWidth: 1000,
      '& th, & td': {
        height: 'auto',
        overflow: 'hidden',
        whiteSpace: 'nowrap',
        textOverflow: 'ellipsis',
        padding: theme.spacing(0, 0.75),
      },
      '& thead th': {
        height: ROW_HEIGHT.calm,
        position: 'sticky',
        top: 0,
        zIndex: 1,
        backgroundColor: theme.palette.background.paper,
      },
      // A bar, no background: the words keep their contrast.
      '& tbody tr:hover > :first-child': {
        boxShadow: `inset 3px 0 0 ${theme.palette.primary.main}`,
      },
      [theme.breakpoints.down('xs')]: {
        minWidth: 0,
        [WIDE_ONLY]: { display: 'none' },
        // Against the widths in pixels, which are attributes.
        '& col': { width: 'auto !important' },
        '& tbody th': { whiteSpace: 'normal' },
      },
    },
    calmCause: { overflow: 'hidden', textOverflow: 'ellipsis' },
    faultCause: {
      display: '-webkit-box',
      '-webkit-box-orient': 'vertical',
      '-webkit-line-clamp': 2,
      overflow: 'hidden',
      whiteSpace: 'normal',
      lineHeight: '18px',
      overflowWrap: 'anywhere',
    },
    spacer: { '&&& td': { padding: 0, border: 0 } },
  }),
  { name: 'ServiceHealthFleetTable' },
);

/**
 * The services, problems first. The order is held while the pointer is over the table or the focus in it.
 *
 * @internal
 */
export function FleetTable(props: { rows: FleetRow[]; lost: boolean }) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const dense = useDenseTableStyles();
  const classes = useStyles();
  const scroller = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState(false);
  const rows = useFrozenOrder(props.rows, row => row.entityRef, held);
  const isVirtual = rows.length > VIRTUAL_FROM;
  const virtualizer = useVirtualizer({
    enabled: isVirtual,
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: index => rowHeight(rows[index]),
    // Another function after each change of the order: only then heights are asked for again.
    getItemKey: useCallback((index: number) => rows[index].entityRef, [rows]),
    overscan: 10,
    // Until the browser has measured: about one screen.
    initialRect: { width: 1_200, height: 700 },
  });
  const items = virtualizer.getVirtualItems();
  const first = isVirtual ? items[0]?.index ?? 0 : 0;
  const last = isVirtual
    ? items[items.length - 1]?.index ?? -1
    : rows.length - 1;
  const above = items[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      // A region that scrolls must be reachable by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="region"
      aria-label={t('fleet.caption')}
    >
      <table
        className={`${dense.table} ${classes.table}`}
        aria-rowcount={rows.length + 1}
      >
        <caption className={dense.caption}>{t('fleet.caption')}</caption>
        <colgroup>
          {COLUMNS.map(([id, width]) => (
            <col key={id} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map(([id]) => (
              <th key={id} scope="col">
                {t(`fleet.${id}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {isVirtual && <Spacer height={above} className={classes.spacer} />}
          {rows.slice(first, last + 1).map((row, offset) => (
            <FleetTableRow
              key={row.entityRef}
              row={row}
              lost={props.lost}
              index={first + offset}
              height={rowHeight(row)}
              causeClassName={
                isFault(row) ? classes.faultCause : classes.calmCause
              }
            />
          ))}
          {isVirtual && <Spacer height={below} className={classes.spacer} />}
        </tbody>
      </table>
    </div>
  );
}

/** Takes the place of rows that are not drawn. */
function Spacer(props: { height: number; className: string }) {
  return props.height > 0 ? (
    <tr aria-hidden className={props.className}>
      <td colSpan={COLUMNS.length} style={{ height: props.height }} />
    </tr>
  ) : null;
}
