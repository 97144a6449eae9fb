/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { ReactNode } from 'react';
import { NOTICE_LOOKS } from '../../status';
import { evidenceElementId } from '../../text/names';
import { serviceHealthTranslationRef } from '../../translation';
import { Age } from './Age';
import { CardSkeleton } from './CardSkeleton';
import { Notice } from './Notice';
import { CardModel } from './presentCard';
import { SourceNotices } from './SourceNotices';

const useStyles = makeStyles(
  theme => ({
    root: { padding: theme.spacing(1.5, 2) },
    header: {
      display: 'flex',
      alignItems: 'baseline',
      justifyContent: 'space-between',
      gap: theme.spacing(1),
      minHeight: 28,
    },
    title: { fontSize: '1.05rem', fontWeight: 700 },
    age: { color: theme.palette.text.secondary },
    // What is out of date is never shown green, whatever it said last.
    stale: { filter: 'grayscale(1)' },
  }),
  { name: 'ServiceHealthCardFrame' },
);

/**
 * What every card has in common: title, age of its data, remarks on its sources, and all the states without content.
 *
 * @internal
 */
export function CardFrame(props: {
  title: string;
  card: CardModel;
  /** What is waited for in the state `loading`, if more than the card itself. */
  loadingText?: string;
  /** Number of lines that the skeleton reserves. */
  lines: number;
  /** Shown in the state `unbound`. */
  unbound?: ReactNode;
  onRetry: () => void;
  /** Shown in the states `ready` and `stale`. */
  children?: ReactNode;
}) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const classes = useStyles();
  const { card, title } = props;
  const titleId = evidenceElementId('card', title);
  return (
    <Paper
      component="section"
      aria-labelledby={titleId}
      className={classes.root}
      data-card-state={card.state}
    >
      <div className={classes.header}>
        <Typography id={titleId} component="h2" className={classes.title}>
          {title}
        </Typography>
        <Typography variant="caption" className={classes.age}>
          <Age at={card.asOf} format={age => t('card.asOf', { age })} />
        </Typography>
      </div>
      <CardBody {...props} />
    </Paper>
  );
}

function CardBody(props: Parameters<typeof CardFrame>[0]) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const classes = useStyles();
  const { card } = props;
  switch (card.state) {
    case 'loading':
      return (
        <CardSkeleton
          lines={props.lines}
          label={t('card.loading', { title: props.title })}
          text={props.loadingText}
        />
      );
    case 'denied':
      return (
        <Notice look={NOTICE_LOOKS.denied} title={t('card.deniedTitle')}>
          <p>{t('card.deniedText')}</p>
          <RetryButton onRetry={props.onRetry} />
        </Notice>
      );
    case 'signedOut':
      return (
        <Notice look={NOTICE_LOOKS.denied} title={t('card.signedOutTitle')}>
          <p>{t('card.signedOutText')}</p>
          <RetryButton onRetry={props.onRetry} />
        </Notice>
      );
    case 'failed':
      return card.notices.length > 0 ? (
        <SourceNotices notices={card.notices} />
      ) : (
        <Notice look={NOTICE_LOOKS.failed} title={t('card.failedTitle')}>
          <p>{card.problem}</p>
          <RetryButton onRetry={props.onRetry} />
        </Notice>
      );
    case 'connecting':
      return (
        <Notice
          look={NOTICE_LOOKS.connecting}
          title={t('card.connectingTitle')}
        >
          {t('card.connectingText')}
        </Notice>
      );
    case 'unconfigured':
      return (
        <Notice look={NOTICE_LOOKS.empty} title={t('card.unconfiguredTitle')}>
          {t('card.unconfiguredText')}
        </Notice>
      );
    case 'unbound':
      return (
        <>
          <SourceNotices notices={card.notices} />
          {props.unbound}
        </>
      );
    default:
      return (
        <>
          <SourceNotices notices={card.notices} />
          <div className={card.state === 'stale' ? classes.stale : undefined}>
            {props.children}
          </div>
        </>
      );
  }
}

function RetryButton({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  return (
    <Button size="small" variant="outlined" onClick={onRetry}>
      {t('card.tryAgain')}
    </Button>
  );
}
