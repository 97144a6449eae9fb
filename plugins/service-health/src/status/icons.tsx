/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import SvgIcon, { SvgIconProps } from '@material-ui/core/SvgIcon';

/**
 * A heart with a crack: Degraded. Material's set has none.
 *
 * @internal
 */
export function BrokenHeartIcon(props: SvgIconProps) {
  return (
    <SvgIcon {...props}>
      <path
        fillRule="evenodd"
        d="M12 21.4l-1.5-1.4C5.4 15.4 2 12.3 2 8.5 2 5.4 4.4 3 7.5 3c1.7 0 3.4.8 4.5 2.1C13.1 3.8 14.8 3 16.5 3 19.6 3 22 5.4 22 8.5c0 3.8-3.4 6.9-8.5 11.5L12 21.4z M12 5.1L9.2 10.6l3.2 1.4L10 18l5.2-7-3-1.3 2-4.2z"
      />
    </SvgIcon>
  );
}

/**
 * A ghost: Missing.
 *
 * @internal
 */
export function GhostIcon(props: SvgIconProps) {
  return (
    <SvgIcon {...props}>
      <path
        fillRule="evenodd"
        d="M12 2c-4.4 0-8 3.6-8 8v12l2.7-2.5L9.3 22l2.7-2.5 2.7 2.5 2.6-2.5L20 22V10c0-4.4-3.6-8-8-8z M9 8.5a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2z M15 8.5a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2z"
      />
    </SvgIcon>
  );
}

/**
 * An arrow up in a circle: OutOfSync.
 *
 * @internal
 */
export function ArrowUpCircleIcon(props: SvgIconProps) {
  return (
    <SvgIcon {...props}>
      <path d="M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm1 15h-2v-5.5H7.5L12 7l4.5 4.5H13V17z" />
    </SvgIcon>
  );
}
