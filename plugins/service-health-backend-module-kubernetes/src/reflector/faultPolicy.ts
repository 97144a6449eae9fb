/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubernetesFault, KubernetesFaultCode } from '../errors';

const codes = (...list: KubernetesFaultCode[]): ReadonlySet<string> =>
  new Set(list);

const SLOW = codes('unauthorized', 'forbidden', 'notFound');
const RELIST = codes('expired', 'malformed', 'tooLarge');
const UNREACHED = codes('unreachable', 'timeout');

/**
 * True if only an operator can change the answer, so that asking again soon is pointless.
 *
 * @internal
 */
export const isSlow = ({ code }: KubernetesFault) => SLOW.has(code);

/**
 * True if the position has to be given up: what comes from there cannot be read, or is gone.
 *
 * @internal
 */
export const needsRelist = ({ code }: KubernetesFault) => RELIST.has(code);

/**
 * True if the server was not there.
 *
 * @internal
 */
export const isUnreached = ({ code }: KubernetesFault) => UNREACHED.has(code);
