/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { StatusWord } from '../../status';
import { useDenseTableStyles } from '../DenseTable';
import { ResourceModel } from './presentDelivery';

/**
 * Resources with their status and message.
 *
 * @internal
 */
export function ResourceTable(props: {
  caption: string;
  resources: ResourceModel[];
  /** Replaces the message. */
  note?: (resource: ResourceModel) => string | undefined;
}) {
  const table = useDenseTableStyles();
  return (
    <div className={table.scroller}>
      <table className={table.table}>
        <caption className={table.caption}>{props.caption}</caption>
        <tbody>
          {props.resources.map(resource => (
            <tr key={resource.id} data-testid="resource-row">
              <th scope="row">{resource.title}</th>
              <td>
                <StatusWord look={resource.look} />
              </td>
              <td>{props.note?.(resource) ?? resource.message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
