/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { KeyboardEvent, useRef, useState } from 'react';
import { toneColor } from '../../status';
import { goldenPathTranslationRef } from '../../translation';
import { PORT_STATES, PortCell, PortState } from './presentPorts';

/** A shape for each state, so that colour is never alone. */
const SHAPES: Record<PortState, string> = {
  free: '',
  used: '■',
  reserved: '◔',
  live: '▲',
};

/** Width and height of a cell with its gap, for what the arrow keys mean. */
const CELL = 58;

const useStyles = makeStyles(
  theme => ({
    map: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: 2,
      margin: theme.spacing(0.5, 0),
    },
    cell: {
      width: CELL - 2,
      height: 24,
      fontSize: '0.75rem',
      fontFamily: 'monospace',
      borderRadius: 3,
      border: `1px solid ${theme.palette.divider}`,
      color: theme.palette.text.primary,
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.text.primary}`,
        outlineOffset: 1,
      },
    },
    used: {
      color: theme.palette.text.secondary,
      backgroundColor: theme.palette.action.selected,
      cursor: 'not-allowed',
    },
    reserved: {
      color: theme.palette.text.secondary,
      borderStyle: 'dashed',
      borderColor: toneColor(theme, 'attention'),
      cursor: 'not-allowed',
    },
    live: {
      color: theme.palette.text.secondary,
      borderColor: toneColor(theme, 'progress'),
      cursor: 'not-allowed',
    },
    free: {},
    chosen: {
      borderColor: toneColor(theme, 'good'),
      borderWidth: 2,
      fontWeight: 700,
    },
    legend: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 2),
      listStyle: 'none',
      padding: 0,
      margin: 0,
    },
  }),
  { name: 'GoldenPathPortMap' },
);

/**
 * The pool as a map: each port with its state, its holder, and one tab stop for
 * all of them.
 *
 * @internal
 */
export function PortMap(props: {
  cells: readonly PortCell[];
  chosen?: number;
  disabled?: boolean;
  onChoose: (port: number) => void;
}) {
  const { cells, chosen, onChoose } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const classes = useStyles();
  const map = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<number>();
  const chosenIndex = cells.findIndex(({ port }) => port === chosen);
  const tabStop = focused ?? Math.max(0, chosenIndex);

  const move = (event: KeyboardEvent) => {
    const perRow = Math.max(
      1,
      Math.floor((map.current?.clientWidth || 10 * CELL) / CELL),
    );
    const steps: Record<string, number> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -perRow,
      ArrowDown: perRow,
      Home: -cells.length,
      End: cells.length,
    };
    const step = steps[event.key];
    if (step === undefined) {
      return;
    }
    event.preventDefault();
    const next = Math.min(cells.length - 1, Math.max(0, tabStop + step));
    setFocused(next);
    map.current?.querySelectorAll('button')[next]?.focus();
  };

  const label = ({ port, state, by }: PortCell) =>
    by
      ? t('port.cellBy', { port: String(port), state: t(`port.${state}`), by })
      : t('port.cell', { port: String(port), state: t(`port.${state}`) });

  return (
    <>
      <div
        ref={map}
        className={classes.map}
        role="toolbar"
        aria-label={`${t('port.map', {
          from: String(cells[0]?.port),
          to: String(cells[cells.length - 1]?.port),
        })}. ${t('port.mapHint')}`}
        onKeyDown={move}
        data-testid="port-map"
      >
        {cells.map((cell, index) => (
          <ButtonBase
            key={cell.port}
            className={[
              classes.cell,
              classes[cell.state],
              cell.port === chosen ? classes.chosen : '',
            ].join(' ')}
            tabIndex={index === tabStop ? 0 : -1}
            disableRipple
            aria-label={label(cell)}
            aria-pressed={cell.port === chosen}
            aria-disabled={cell.state !== 'free' || props.disabled}
            title={label(cell)}
            onFocus={() => setFocused(index)}
            onClick={() => {
              if (cell.state === 'free' && !props.disabled) {
                onChoose(cell.port);
              }
            }}
          >
            {SHAPES[cell.state] && `${SHAPES[cell.state]} `}
            {cell.port}
          </ButtonBase>
        ))}
      </div>
      <Typography
        variant="caption"
        component="ul"
        className={classes.legend}
        data-testid="port-legend"
      >
        {PORT_STATES.map(state => (
          <li key={state}>
            <span aria-hidden>{SHAPES[state] || '□'} </span>
            {t('port.count', {
              number: String(cells.filter(cell => cell.state === state).length),
              state: t(`port.${state}`),
            })}
          </li>
        ))}
      </Typography>
    </>
  );
}
