/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { Remark, toneColor } from '../../status';
import { goldenPathTranslationRef } from '../../translation';
import { Cost } from './presentCost';

const useStyles = makeStyles(
  theme => ({
    scroll: { overflowX: 'auto' },
    over: { color: toneColor(theme, 'bad'), fontWeight: 600 },
  }),
  { name: 'GoldenPathCostTable' },
);

/** What the service costs against what is left of each quota. @internal */
export function CostTable({ cost }: { cost: Cost }) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const classes = useStyles();
  const environments = cost.rows[0].left;
  return (
    <>
      {cost.over.map(environment => (
        <Remark key={environment} tone="bad" live>
          {t('resources.overTitle', { environment })}. {t('resources.overText')}
        </Remark>
      ))}
      <div className={classes.scroll}>
        <Table size="small" aria-label={t('resources.costCaption')}>
          <TableHead>
            <TableRow>
              <TableCell>{t('resources.cost')}</TableCell>
              <TableCell>
                {t('resources.atMin', { pods: String(cost.podsAtMin) })}
              </TableCell>
              <TableCell>
                {t('resources.atMax', { pods: String(cost.podsAtMax) })}
              </TableCell>
              {environments.map(({ environment }) => (
                <TableCell key={environment}>
                  {t('resources.left', { environment })}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {cost.rows.map(row => (
              <TableRow key={row.measure} data-testid={`cost-${row.measure}`}>
                <TableCell component="th" scope="row">
                  {t(`resources.${row.measure}`)}
                </TableCell>
                <TableCell>{row.atMin}</TableCell>
                <TableCell>{row.atMax}</TableCell>
                {row.left.map(({ environment, quota, amount, over }) => (
                  <TableCell
                    key={environment}
                    className={over ? classes.over : undefined}
                  >
                    {over
                      ? t('resources.over', { amount, quota })
                      : t('resources.of', { amount, quota })}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      {environments.length === 0 && (
        <Remark tone="quiet">{t('resources.noQuota')}</Remark>
      )}
    </>
  );
}
