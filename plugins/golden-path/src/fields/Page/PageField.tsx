/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeStyles } from '@material-ui/core/styles';
import { ComponentType, useMemo } from 'react';
import { PreviewPanel } from '../../components/PreviewPanel';
import { CatalogGate } from '../../status';
import { draftValuesOf } from '../fieldProps';
import { PageSchema } from './schema';

const HEIGHT = 640;

const useStyles = makeStyles(
  theme => ({
    columns: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: theme.spacing(3),
      alignItems: 'start',
      [theme.breakpoints.up('lg')]: {
        gridTemplateColumns: 'minmax(0, 4fr) minmax(0, 5fr)',
      },
    },
    preview: {
      [theme.breakpoints.up('lg')]: {
        position: 'sticky',
        top: theme.spacing(2),
      },
    },
  }),
  { name: 'GoldenPathPage' },
);

/**
 * A whole page of the form with the preview beside it. The new frontend system hands
 * no layouts to the stepper, but any field may stand at a page's root:
 * `ui:field: GoldenPathPage` next to the page's `properties`.
 *
 * @internal
 */
export function PageField(props: typeof PageSchema.TProps) {
  const classes = useStyles();
  const { uiSchema, ...others } = props;
  const ObjectField = props.registry.fields
    .ObjectField as unknown as ComponentType<typeof PageSchema.TProps>;
  // Else the page would be drawn inside of itself, for ever.
  const inner = useMemo(() => {
    const { 'ui:field': _, ...rest } = uiSchema ?? {};
    return rest;
  }, [uiSchema]);
  const fieldsHere = useMemo(
    () => Object.keys(props.schema.properties ?? {}),
    [props.schema],
  );
  return (
    <div className={classes.columns}>
      <div>
        <ObjectField {...others} uiSchema={inner} />
      </div>
      <div className={classes.preview}>
        <CatalogGate height={HEIGHT}>
          {catalog => (
            <PreviewPanel
              id={`${props.idSchema?.$id ?? 'page'}_beside`}
              catalog={catalog}
              values={draftValuesOf(props)}
              fieldsHere={fieldsHere}
            />
          )}
        </CatalogGate>
      </div>
    </div>
  );
}
