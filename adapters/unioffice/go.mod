module guibei/adapters/unioffice

go 1.26.8

require (
	github.com/stretchr/testify v1.12.1
	github.com/unidoc/unioffice/v2 v2.8.0
	github.com/unidoc/unipdf/v4 v4.6.0
)

require (
	github.com/adrg/strutil v0.3.1 // indirect
	github.com/adrg/sysfont v0.1.2 // indirect
	github.com/adrg/xdg v0.5.3 // indirect
	github.com/disintegration/imaging v1.6.2 // indirect
	github.com/go-text/typesetting v0.3.0 // indirect
	github.com/golang/freetype v0.0.0-20170609003504-e2365dfdc4a0 // indirect
	github.com/gorilla/i18n v0.0.0-20150820051429-8b358169da46 // indirect
	github.com/h2non/filetype v1.1.3 // indirect
	github.com/llgcode/draw2d v0.0.0-20240627062922-0ed1ff131195 // indirect
	github.com/richardlehane/msoleps v1.0.4 // indirect
	github.com/sirupsen/logrus v1.9.3 // indirect
	github.com/unidoc/emf v0.1.0 // indirect
	github.com/unidoc/freetype v0.2.3 // indirect
	github.com/unidoc/garabic v0.0.0-20220702200334-8c7cb25baa11 // indirect
	github.com/unidoc/pkcs7 v0.3.0 // indirect
	github.com/unidoc/timestamp v0.0.0-20200412005513-91597fd3793a // indirect
	github.com/unidoc/unichart v0.5.1 // indirect
	github.com/unidoc/unitype v0.5.1 // indirect
	go.yaml.in/yaml/v3 v3.0.5 // indirect
	golang.org/x/crypto v0.58.0 // indirect
	golang.org/x/image v0.48.0 // indirect
	golang.org/x/net v0.61.0 // indirect
	golang.org/x/sys v0.50.0 // indirect
	golang.org/x/text v0.44.0 // indirect
	golang.org/x/xerrors v0.0.0-20240903120638-7835f813f4da // indirect
)
