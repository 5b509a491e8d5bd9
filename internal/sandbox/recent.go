package sandbox

import "sync"

// recent keeps values by key, up to a limit: past it the oldest is forgotten.
// It is safe for concurrent use.
type recent[V any] struct {
	mu     sync.Mutex
	limit  int
	values map[string]V
	order  []string // oldest first
}

func newRecent[V any](limit int) *recent[V] {
	return &recent[V]{limit: limit, values: map[string]V{}}
}

// add keeps a value, and says whether the key was new; of a known key the old value stays.
func (m *recent[V]) add(key string, value V) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, known := m.values[key]; known {
		return false
	}
	m.values[key] = value
	m.order = append(m.order, key)
	if len(m.order) > m.limit {
		delete(m.values, m.order[0])
		m.order = m.order[1:]
	}
	return true
}

func (m *recent[V]) get(key string) (V, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	value, known := m.values[key]
	return value, known
}

func (m *recent[V]) reset() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.values, m.order = map[string]V{}, nil
}
