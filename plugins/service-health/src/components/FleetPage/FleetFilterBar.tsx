/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { makeStyles } from '@material-ui/core/styles';
import Switch from '@material-ui/core/Switch';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { FleetRow } from '@openpolicy/plugin-service-health-common';
import { StatusWord } from '../../status';
import { serviceHealthTranslationRef } from '../../translation';
import { FleetFilters, hasFilters } from './fleetFilters';
import { countHeadlines, listOwners } from './presentFleet';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1, 2),
      marginBottom: theme.spacing(1),
    },
    counts: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
    count: { textTransform: 'none' },
    owner: { minWidth: 200 },
    // Backstage's grey for labels is too light for the grey of its pages.
    label: {
      '&:not(.Mui-focused)': { color: theme.palette.text.primary },
    },
  }),
  { name: 'ServiceHealthFleetFilterBar' },
);

/**
 * Counts by state that also filter, search, owner, faults only.
 *
 * @internal
 */
export function FleetFilterBar(props: {
  rows: FleetRow[];
  shown: number;
  filters: FleetFilters;
  onChange: (filters: FleetFilters) => void;
}) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const classes = useStyles();
  const { rows, filters, onChange } = props;
  const set = (patch: Partial<FleetFilters>) =>
    onChange({ ...filters, ...patch });
  return (
    <>
      <div className={classes.root}>
        <div
          className={classes.counts}
          role="group"
          aria-label={t('fleet.counts')}
        >
          {countHeadlines(rows).map(({ headline, look, count }) => {
            const pressed = filters.headline === headline;
            return (
              <Button
                key={headline}
                size="small"
                variant={pressed ? 'contained' : 'outlined'}
                disableElevation
                className={classes.count}
                aria-pressed={pressed}
                data-testid={`fleet-count-${headline}`}
                onClick={() =>
                  set({ headline: pressed ? undefined : headline })
                }
              >
                <StatusWord look={{ ...look, spins: false }}>
                  {`${look.word} ${count}`}
                </StatusWord>
              </Button>
            );
          })}
        </div>
      </div>
      <div className={classes.root}>
        <TextField
          size="small"
          variant="outlined"
          type="search"
          id="service-health-fleet-search"
          label={t('fleet.search')}
          InputLabelProps={{ className: classes.label }}
          value={filters.query}
          onChange={event => set({ query: event.target.value })}
        />
        <TextField
          select
          size="small"
          variant="outlined"
          label={t('fleet.owner')}
          id="service-health-fleet-owner"
          className={classes.owner}
          value={filters.owner ?? ''}
          SelectProps={{ native: true }}
          InputLabelProps={{ shrink: true, className: classes.label }}
          onChange={event => set({ owner: event.target.value || undefined })}
        >
          <option value="">{t('fleet.allOwners')}</option>
          {listOwners(rows).map(owner => (
            <option key={owner} value={owner}>
              {owner}
            </option>
          ))}
        </TextField>
        <FormControlLabel
          control={
            <Switch
              color="primary"
              checked={filters.faultsOnly}
              onChange={(_, checked) => set({ faultsOnly: checked })}
            />
          }
          label={t('fleet.faultsOnly')}
        />
        <Typography variant="body2" aria-live="polite">
          {t('fleet.shown', {
            shown: String(props.shown),
            total: String(rows.length),
          })}
        </Typography>
        {hasFilters(filters) && (
          <Button
            size="small"
            onClick={() => onChange({ query: '', faultsOnly: false })}
          >
            {t('fleet.clear')}
          </Button>
        )}
      </div>
    </>
  );
}
