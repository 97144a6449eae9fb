/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import {
  ApplicationSummary,
  SyncAttempt,
} from '@openpolicy/plugin-service-health-common';
import { useState } from 'react';
import { NOTICE_LOOKS, StatusWord } from '../../status';
import { evidenceElementId } from '../../text/names';
import { serviceHealthTranslationRef } from '../../translation';
import { Notice } from '../CardFrame';
import { ResourceTable } from '../DeliveryCard/ResourceTable';
import { useFocusRingStyles } from '../FocusRing';
import { presentPreview, presentProgress } from './presentSync';
import { SyncPreviewPanel } from './SyncPreviewPanel';
import { useSync } from './useSync';

/**
 * Preview, confirmation, live progress and result of one sync. Stays open until it is closed.
 *
 * @internal
 */
export function SyncDialog(props: {
  entityRef: string;
  /** The live application; changes while the dialog is open. */
  application: ApplicationSummary;
  onClose: () => void;
}) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const { application, onClose } = props;
  const { state, send } = useSync({
    entityRef: props.entityRef,
    applicationId: application.id,
  });
  const { ring } = useFocusRingStyles();
  const [prune, setPrune] = useState(false);
  const titleId = evidenceElementId('sync-title', application.id);
  const open = state.step === 'confirm' || state.step === 'sending';
  const sending = state.step === 'sending';
  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby={titleId}
      fullWidth
      className={ring}
    >
      <DialogTitle id={titleId}>
        {t('sync.title', { application: application.name })}
      </DialogTitle>
      <DialogContent>
        {open && (
          <SyncPreviewPanel
            preview={presentPreview(application)}
            prune={prune}
            onPruneChange={setPrune}
            disabled={sending}
          />
        )}
        <div aria-live="polite">
          {sending && (
            <>
              <Typography variant="body2">{t('sync.sending')}</Typography>
              <LinearProgress aria-label={t('sync.sending')} />
            </>
          )}
          {state.step === 'refused' && (
            <div data-testid="sync-result">
              <Notice look={NOTICE_LOOKS.failed} title={t('sync.refused')}>
                {state.problem}
              </Notice>
            </div>
          )}
          {state.step === 'lost' && (
            <Notice look={NOTICE_LOOKS.warning} title={state.problem}>
              {t('sync.askAgainHint')}
            </Notice>
          )}
          {state.step === 'following' && (
            <Progress attempt={state.attempt} application={application} />
          )}
        </div>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>
          {open ? t('sync.cancel') : t('sync.close')}
        </Button>
        {open && (
          <Button
            variant="contained"
            color="primary"
            disabled={sending}
            onClick={() => send(prune)}
            data-testid="sync-confirm"
          >
            {t('sync.confirm')}
          </Button>
        )}
        {state.step === 'lost' && (
          <Button
            variant="contained"
            color="primary"
            onClick={() => send(prune)}
          >
            {t('sync.askAgain')}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}

function Progress(props: {
  attempt: SyncAttempt;
  application: ApplicationSummary;
}) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const progress = presentProgress(props.attempt, props.application);
  return (
    <>
      {!progress.done && <LinearProgress aria-label={t('sync.waiting')} />}
      {props.attempt.outcome === 'unknown' && !progress.look && (
        <Notice look={NOTICE_LOOKS.warning} title={t('sync.answerLost')} />
      )}
      {progress.look ? (
        <div data-testid={progress.done ? 'sync-result' : 'sync-progress'}>
          <StatusWord look={progress.look} />
          <Typography variant="body2">{progress.text}</Typography>
        </div>
      ) : (
        props.attempt.outcome !== 'unknown' && (
          <Typography variant="body2">{t('sync.waiting')}</Typography>
        )
      )}
      {progress.resources.length > 0 && (
        <ResourceTable
          caption={t('sync.progressCaption')}
          resources={progress.resources}
        />
      )}
    </>
  );
}
