# Quoted from the set-up document, 3.1 Istio Installation.
# Install Istio
istioctl install --set profile=demo -y

# Enable Istio injection for OpenPolicy namespace
kubectl label namespace openpolicy-platform istio-injection=enabled

# Apply Istio resources
kubectl apply -f deploy/istio/
