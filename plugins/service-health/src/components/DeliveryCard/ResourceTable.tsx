/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeStyles } from '@material-ui/core/styles';
import { StatusWord } from '../../status';
import { ClampedText } from '../ClampedText';
import { useDenseTableStyles } from '../DenseTable';
import { ResourceModel } from './presentDelivery';

const useStyles = makeStyles(
  theme => ({
    // Without lines inside a resource, with one between two.
    table: {
      '& tbody tr > *': {
        border: 0,
        height: 'auto',
        verticalAlign: 'baseline',
        paddingTop: theme.spacing(0.5),
      },
    },
    resource: {
      '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
    },
    title: { overflowWrap: 'anywhere' },
    status: { '&&&': { textAlign: 'right', paddingRight: 0 } },
    word: { whiteSpace: 'nowrap' },
    message: {
      '&&&': { padding: theme.spacing(0, 0, 0.5, 0) },
      color: theme.palette.text.secondary,
    },
  }),
  { name: 'ServiceHealthResourceTable' },
);

/**
 * Resources with their status, and below each its message in the full width: the column that this stands in is narrow.
 *
 * @internal
 */
export function ResourceTable(props: {
  caption: string;
  resources: ResourceModel[];
  /** Replaces the message. */
  note?: (resource: ResourceModel) => string | undefined;
}) {
  const dense = useDenseTableStyles();
  const classes = useStyles();
  return (
    <div className={dense.scroller}>
      <table className={`${dense.table} ${classes.table}`}>
        <caption className={dense.caption}>{props.caption}</caption>
        {props.resources.map(resource => {
          const message = props.note?.(resource) ?? resource.message;
          return (
            <tbody
              key={resource.id}
              className={classes.resource}
              data-testid="resource-row"
            >
              <tr>
                <th scope="row" className={classes.title}>
                  {resource.title}
                </th>
                <td className={classes.status}>
                  <span className={classes.word}>
                    <StatusWord look={resource.look} />
                  </span>
                </td>
              </tr>
              {message && (
                <tr>
                  <td colSpan={2} className={classes.message}>
                    <ClampedText text={message} />
                  </td>
                </tr>
              )}
            </tbody>
          );
        })}
      </table>
    </div>
  );
}
