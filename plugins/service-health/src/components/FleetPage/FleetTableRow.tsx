/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  EntityRefLink,
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { FleetRow } from '@openpolicy/plugin-service-health-common';
import { memo } from 'react';
import { StatusWord } from '../../status';
import { Age } from '../CardFrame';
import { presentFleetRow } from './presentFleet';

/**
 * One service. Draws only when its own data changes.
 *
 * @internal
 */
export const FleetTableRow = memo(
  (props: {
    row: FleetRow;
    lost: boolean;
    index: number;
    /** In pixels. */
    height: number;
    causeClassName: string;
  }) => {
    const model = presentFleetRow(props.row, props.lost);
    const entityRoute = useRouteRef(entityRouteRef);
    const path = entityRoute(entityRouteParams(model.entity));
    return (
      <tr
        data-testid="fleet-row"
        data-entity-ref={model.entityRef}
        // The header is row 1.
        aria-rowindex={props.index + 2}
        style={{ height: props.height }}
      >
        <th scope="row">
          <Link to={`${path}/health`}>{model.name}</Link>
        </th>
        <td>
          <StatusWord look={model.look} />
        </td>
        <td title={model.cause}>
          <div className={props.causeClassName}>{model.cause}</div>
        </td>
        <td>
          <StatusWord look={model.sync} />
        </td>
        <td>{model.short ? <strong>{model.ready}</strong> : model.ready}</td>
        <td title={model.alerts.word}>
          <StatusWord look={model.alerts} />
        </td>
        <td title={model.versions}>
          {model.version}
          {model.versions && ' …'}
        </td>
        <td title={model.owner}>
          {model.owner ? (
            <EntityRefLink
              entityRef={model.owner}
              defaultKind="group"
              hideIcon
            />
          ) : (
            '–'
          )}
        </td>
        <td>
          <Age at={model.changedAt} format={age => `${age} ago`} />
        </td>
      </tr>
    );
  },
);
