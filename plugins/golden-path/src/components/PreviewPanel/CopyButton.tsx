/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import { useEffect, useState } from 'react';
import { goldenPathTranslationRef } from '../../translation';

const CONFIRMATION_MS = 2_000;

/** @internal */
export function CopyButton({ text }: { text: string }) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) {
      return undefined;
    }
    const timer = setTimeout(() => setCopied(false), CONFIRMATION_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button
      size="small"
      variant="outlined"
      onClick={() => {
        // Absent on pages without TLS; the text stays selectable there.
        navigator.clipboard?.writeText(text).then(
          () => setCopied(true),
          () => {},
        );
      }}
    >
      {copied ? t('common.copied') : t('preview.copyFile')}
    </Button>
  );
}
