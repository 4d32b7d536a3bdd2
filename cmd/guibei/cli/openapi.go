package cli

import "guibei/api"

// openapiCmd prints the contract of the API. api/openapi.yaml is its output.
type openapiCmd struct{}

// Run implements the subcommand.
func (openapiCmd) Run(app *App) error {
	b, err := api.OpenAPI()
	if err != nil {
		return err
	}
	_, err = app.Out.Write(b)
	return err
}
