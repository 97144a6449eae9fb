/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { FleetRow } from '@openpolicy/plugin-service-health-common';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import { serviceHealthTranslationRef } from '../../translation';
import { useDenseTableStyles } from '../DenseTable';
import { FleetTableRow } from './FleetTableRow';
import { useFrozenOrder } from './useFrozenOrder';

/** More rows than this are drawn only where they can be seen. */
const VIRTUAL_FROM = 100;

const ROW_HEIGHT = 33;

const COLUMNS = [
  ['service', '16%'],
  ['state', '10%'],
  ['cause', '27%'],
  ['sync', '9%'],
  ['ready', '5%'],
  ['alerts', '10%'],
  ['version', '8%'],
  ['owner', '9%'],
  ['changed', '6%'],
] as const;

const useStyles = makeStyles(
  theme => ({
    scroller: {
      overflow: 'auto',
      maxHeight: 'calc(100vh - 230px)',
      backgroundColor: theme.palette.background.paper,
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
    },
    table: {
      tableLayout: 'fixed',
      minWidth: 960,
      '& th, & td': {
        height: ROW_HEIGHT - 1,
        overflow: 'hidden',
        whiteSpace: 'nowrap',
        textOverflow: 'ellipsis',
        padding: theme.spacing(0, 1),
      },
      '& thead th': {
        position: 'sticky',
        top: 0,
        zIndex: 1,
        backgroundColor: theme.palette.background.paper,
      },
      '& tbody tr:hover': { backgroundColor: theme.palette.action.hover },
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
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    // Until the browser has measured: about one screen.
    initialRect: { width: 1_200, height: 700 },
  });
  const items = virtualizer.getVirtualItems();
  const first = isVirtual ? items[0]?.index ?? 0 : 0;
  const last = isVirtual
    ? items[items.length - 1]?.index ?? -1
    : rows.length - 1;
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
          <Spacer height={first * ROW_HEIGHT} className={classes.spacer} />
          {rows.slice(first, last + 1).map((row, offset) => (
            <FleetTableRow
              key={row.entityRef}
              row={row}
              lost={props.lost}
              index={first + offset}
            />
          ))}
          <Spacer
            height={(rows.length - last - 1) * ROW_HEIGHT}
            className={classes.spacer}
          />
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
