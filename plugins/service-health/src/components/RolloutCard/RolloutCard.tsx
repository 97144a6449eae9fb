/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RolloutSection } from '@openpolicy/plugin-service-health-common';
import { useMemo } from 'react';
import { useNow } from '../../hooks';
import { serviceHealthTranslationRef } from '../../translation';
import { CardFrame, CardModel, Unbound } from '../CardFrame';
import { EventsList } from './EventsList';
import { PodsTable } from './PodsTable';
import { presentEvents, presentPods, presentWorkloads } from './presentRollout';
import { WorkloadPanel } from './WorkloadPanel';

/**
 * Workloads, pods and warning events of a service.
 *
 * @internal
 */
export function RolloutCard(props: {
  section: RolloutSection | undefined;
  card: CardModel;
  /** Whether the service is healthy, so that old warnings need nobody. */
  calm?: boolean;
  /** The name that workloads point back with. */
  entityName: string;
  onRetry: () => void;
}) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const { section } = props;
  const now = useNow();
  const pods = useMemo(() => presentPods(section?.pods ?? []), [section?.pods]);
  return (
    <CardFrame
      title={t('rollout.title')}
      card={props.card}
      lines={9}
      onRetry={props.onRetry}
      unbound={
        <Unbound
          text={t('rollout.unbound')}
          snippet={`backstage.io/kubernetes-id: ${props.entityName}`}
        />
      }
    >
      {section && (
        <>
          {presentWorkloads(section, now).map(workload => (
            <WorkloadPanel key={workload.id} workload={workload} />
          ))}
          <PodsTable pods={pods} total={section.podsTotal} />
          <Events section={section} now={now} calm={props.calm ?? false} />
        </>
      )}
    </CardFrame>
  );
}

function Events(props: { section: RolloutSection; now: Date; calm: boolean }) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const { section, now, calm } = props;
  const { current, earlier } = presentEvents(section.events, now, calm);
  return (
    <>
      <EventsList title={t('rollout.events')} events={current} open />
      <EventsList title={t('rollout.earlierEvents')} events={earlier} />
    </>
  );
}
