/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useEffect, useState } from 'react';
import { serviceHealthTranslationRef } from '../../translation';

const CONFIRMATION_MS = 2_000;

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
      marginTop: theme.spacing(0.5),
    },
    code: {
      fontFamily: 'monospace',
      fontSize: '0.8125rem',
      overflowWrap: 'anywhere',
      whiteSpace: 'pre-wrap',
    },
  }),
  { name: 'ServiceHealthCopySnippet' },
);

/**
 * A line of YAML with a button that copies it.
 *
 * @internal
 */
export function CopySnippet({ text }: { text: string }) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const classes = useStyles();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) {
      return undefined;
    }
    const timer = setTimeout(() => setCopied(false), CONFIRMATION_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = () => {
    // Absent on pages without TLS; the text stays selectable there.
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => {},
    );
  };
  return (
    <span className={classes.root}>
      <code className={classes.code}>{text}</code>
      <Button
        size="small"
        variant="outlined"
        onClick={copy}
        aria-label={`${t('card.copy')} ${text}`}
      >
        {copied ? t('card.copied') : t('card.copy')}
      </Button>
    </span>
  );
}
