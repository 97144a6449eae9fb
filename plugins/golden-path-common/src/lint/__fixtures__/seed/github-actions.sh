# Quoted from the set-up document, 2.1 GitHub Actions Configuration.
# Secrets required in GitHub repository:
# DEV_KUBECONFIG: Base64 encoded kubeconfig for development cluster
# PROD_KUBECONFIG: Base64 encoded kubeconfig for production cluster

# The pipeline will automatically:
# 1. Run quality checks (linting, testing, security scanning)
# 2. Build Docker images for all 25 services
# 3. Deploy to development on develop branch
# 4. Deploy to production on main branch
