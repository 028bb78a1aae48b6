// SPDX-License-Identifier: Apache-2.0
window.ui = SwaggerUIBundle({
  url: "api?f=json",
  dom_id: "#api",
  deepLinking: true,
  docExpansion: "none",
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
