# Quoted from the set-up document, Secrets Management.
# Kubernetes secrets
kubectl create secret generic openpolicy-secrets \
  --from-literal=DB_PASSWORD=your_password \
  --from-literal=JWT_SECRET=your_jwt_secret \
  --from-literal=API_KEY=your_api_key \
  -n openpolicy-platform

# Or use external secret management
helm install external-secrets external-secrets/external-secrets \
  --namespace external-secrets \
  --create-namespace
