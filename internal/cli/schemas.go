package cli

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"kycspec/internal/session"
	"kycspec/internal/spec"
	"kycspec/internal/view"
)

func newSchemas(p *process) *cobra.Command {
	var check bool
	dir := "schemas"
	cmd := &cobra.Command{
		Use:   "schemas",
		Short: "Extract the JSON Schemas from the contract",
		Long: `Extract a JSON Schema for the request and for each documented answer from
schemas/openapi.yaml, with a manifest of every clause. Commit what changes, and build
again: the schemas are part of the program.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if check {
				return checkExtracted(p.stdout, dir)
			}
			return extract(p.stdout, dir)
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "write nothing; fail if the files are not what the contract gives")
	cmd.Flags().StringVar(&dir, "dir", dir, "the folder of the contract and its schemas")
	return cmd
}

func checkExtracted(out *view.Writer, dir string) error {
	if _, err := os.Stat(filepath.Join(dir, spec.DocumentFile)); err != nil {
		return noContract(err)
	}
	if err := checkSchemas(dir); err != nil {
		return misused(err)
	}
	view.SchemasCurrent(out)
	return nil
}

func noContract(err error) error {
	return misused(session.WithHint(fmt.Errorf("read contract: %w", err), "Work in the project's folder, or name the folder of the contract with --dir."))
}

func extract(out *view.Writer, dir string) error {
	document, err := os.ReadFile(filepath.Join(dir, spec.DocumentFile))
	if err != nil {
		return noContract(err)
	}
	bundle, err := spec.Extract(documentName(dir), document)
	if err != nil {
		return misused(err)
	}
	files := bundle.Files()
	written, err := writeFiles(dir, files)
	if err != nil {
		return misused(err)
	}
	removed, err := removeOthers(dir, files)
	if err != nil {
		return misused(err)
	}
	view.Extracted(out, len(bundle.Manifest.Clauses), len(files), written, removed)
	return nil
}

func writeFiles(dir string, files map[string][]byte) (written int, err error) {
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if have, err := os.ReadFile(path); err == nil && bytes.Equal(have, text) {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return written, fmt.Errorf("write schemas: %w", err)
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			return written, fmt.Errorf("write schemas: %w", err)
		}
		written++
	}
	return written, nil
}

// removeOthers removes extracted files that the contract does not give any more.
func removeOthers(dir string, files map[string][]byte) (removed int, err error) {
	err = fs.WalkDir(os.DirFS(dir), spec.ExtractedDir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || files[name] != nil {
			return err
		}
		removed++
		return os.Remove(filepath.Join(dir, filepath.FromSlash(name)))
	})
	return removed, err
}
