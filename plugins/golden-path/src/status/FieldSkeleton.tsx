/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import Skeleton from '@material-ui/lab/Skeleton';

/**
 * Holds the place of what is being loaded, in its final height.
 *
 * @internal
 */
export function FieldSkeleton(props: { label: string; height: number }) {
  return (
    <div role="status" aria-label={props.label}>
      <Skeleton
        aria-hidden
        animation={false}
        variant="rect"
        width="100%"
        height={props.height}
      />
    </div>
  );
}
