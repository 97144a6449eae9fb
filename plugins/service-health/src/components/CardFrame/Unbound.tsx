/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { NOTICE_LOOKS } from '../../status';
import { CopySnippet } from './CopySnippet';
import { Notice } from './Notice';

/**
 * Tells which line is missing on the other side, ready to copy.
 *
 * @internal
 */
export function Unbound(props: { text: string; snippet: string }) {
  return (
    <Notice look={NOTICE_LOOKS.empty} title={NOTICE_LOOKS.empty.word}>
      {props.text}
      <CopySnippet text={props.snippet} />
    </Notice>
  );
}
