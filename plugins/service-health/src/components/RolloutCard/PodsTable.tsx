/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { memo, useState } from 'react';
import { StatusWord } from '../../status';
import { serviceHealthTranslationRef } from '../../translation';
import { Age } from '../CardFrame';
import { useDenseTableStyles } from '../DenseTable';
import { PodModel } from './presentRollout';

const SHOWN_AT_FIRST = 8;

const useStyles = makeStyles(
  {
    name: { fontFamily: 'monospace', fontSize: '0.75rem' },
    // One line a pod, two for one that crashes; the table scrolls sideways where it does not fit.
    table: { '& th, & td': { whiteSpace: 'nowrap', paddingRight: 8 } },
    wraps: { '&&': { whiteSpace: 'normal' } },
    number: { '&&': { textAlign: 'right', paddingRight: 0 } },
  },
  { name: 'ServiceHealthPodsTable' },
);

const PodRow = memo(({ pod }: { pod: PodModel }) => {
  const classes = useStyles();
  return (
    <tr id={pod.elementId} tabIndex={-1} data-testid="pod-row">
      <th scope="row" className={classes.name}>
        {pod.name}
      </th>
      <td title={pod.message}>
        <StatusWord look={pod.look}>{pod.status}</StatusWord>
      </td>
      <td>{pod.ready}</td>
      <td className={classes.wraps}>
        {pod.restarts}
        <Age at={pod.lastRestartAt} format={age => ` (${age} ago)`} />
      </td>
      <td className={classes.wraps}>{pod.lastExit ?? '–'}</td>
      <td>{pod.node ?? '–'}</td>
      <td className={classes.number}>
        <Age at={pod.createdAt} />
      </td>
    </tr>
  );
});

/**
 * The pods, worst first; the first few until more are asked for.
 *
 * @internal
 */
export function PodsTable(props: { pods: PodModel[]; total: number }) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const table = useDenseTableStyles();
  const classes = useStyles();
  const [all, setAll] = useState(false);
  const { pods, total } = props;
  if (pods.length === 0) {
    return <Typography variant="body2">{t('rollout.noPods')}</Typography>;
  }
  const shown = all ? pods : pods.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <div className={table.scroller}>
        <table className={`${table.table} ${classes.table}`}>
          <caption className={table.caption}>
            {t('rollout.podsCaption')}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('rollout.pod')}</th>
              <th scope="col">{t('rollout.status')}</th>
              <th scope="col">{t('rollout.ready')}</th>
              <th scope="col">{t('rollout.restarts')}</th>
              <th scope="col">{t('rollout.lastExit')}</th>
              <th scope="col">{t('rollout.node')}</th>
              <th scope="col" className={classes.number}>
                {t('rollout.age')}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(pod => (
              <PodRow key={pod.id} pod={pod} />
            ))}
          </tbody>
        </table>
      </div>
      {pods.length > SHOWN_AT_FIRST && (
        <Button size="small" onClick={() => setAll(!all)}>
          {all
            ? t('rollout.showFewer')
            : t('rollout.showAll', { number: String(pods.length) })}
        </Button>
      )}
      {all && total > pods.length && (
        <Typography variant="caption" component="p">
          {t('rollout.cut', {
            shown: String(pods.length),
            total: String(total),
          })}
        </Typography>
      )}
    </>
  );
}
