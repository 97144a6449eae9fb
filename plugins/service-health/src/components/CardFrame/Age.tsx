/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useNow } from '../../hooks';
import { formatAbsolute, formatAge } from '../../text/age';

/**
 * The age of a moment, kept up to date; the moment itself in the tooltip.
 *
 * @internal
 */
export function Age(props: {
  /** ISO 8601. */
  at: string | undefined;
  /** Makes the sentence around the age; the age alone by default. */
  format?: (age: string) => string;
}) {
  const now = useNow();
  const age = formatAge(props.at, now);
  if (!age || !props.at) {
    return null;
  }
  return (
    <time dateTime={props.at} title={formatAbsolute(props.at)}>
      {props.format ? props.format(age) : age}
    </time>
  );
}
