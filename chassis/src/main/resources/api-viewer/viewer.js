// It sends nothing: the service itself listens elsewhere, and wants tokens.
SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#document",
  deepLinking: true,
  supportedSubmitMethods: [],
  validatorUrl: null,
});
