/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { DeliverySection } from '@openpolicy/plugin-service-health-common';
import Typography from '@material-ui/core/Typography';
import { serviceHealthTranslationRef } from '../../translation';
import { CardFrame, CardModel, Unbound } from '../CardFrame';
import { ApplicationPanel } from './ApplicationPanel';

/**
 * The Argo CD applications of a service.
 *
 * @internal
 */
export function DeliveryCard(props: {
  entity: Entity;
  section: DeliverySection | undefined;
  card: CardModel;
  onRetry: () => void;
}) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const applications = props.section?.applications ?? [];
  return (
    <CardFrame
      title={t('delivery.title')}
      card={props.card}
      lines={7}
      onRetry={props.onRetry}
      unbound={
        <Unbound
          text={t('delivery.unbound')}
          snippet={`backstage.io/entity-ref: ${stringifyEntityRef(
            props.entity,
          )}`}
        />
      }
    >
      {applications.map(application => (
        <div key={application.id}>
          {applications.length > 1 && (
            <Typography variant="subtitle2" component="h3">
              {application.name} ({application.instance})
            </Typography>
          )}
          <ApplicationPanel
            entity={props.entity}
            application={application}
            source={props.section?.sources.find(
              ({ instance }) => instance === application.instance,
            )}
          />
        </div>
      ))}
    </CardFrame>
  );
}
