// Values by name, of which the compiler makes little: the fake switch has a dozen kinds of them.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::detail {

/// Where the entries of a `by_name` are, in the order of their names, whatever their type.
class name_index {
public:
    struct slot {
        std::string_view name;  ///< the entry's own
        void* entry;
    };

    const slot* begin() const noexcept { return slots_.begin(); }
    const slot* end() const noexcept { return slots_.end(); }
    std::size_t size() const noexcept { return slots_.size(); }

    /// The entry of that name, or null.
    void* find(std::string_view name) const noexcept;
    /// For one more, whose insertion does not fail then.
    void make_room();
    /// Of a name that it does not have; there is room.
    void insert(std::string_view name, void* entry) noexcept;
    /// Takes the entry of that name out, if there is one.
    void* remove(std::string_view name) noexcept;

private:
    const slot* first_not_before(std::string_view name) const noexcept;

    eslio::detail::compact_vector<slot> slots_;
};

/// As a std::map from names to values, in a tenth of its functions: the search is compiled once for
/// all types. A value stays where it is until it is erased. Nothing may be added or erased while
/// they are gone through.
template <class T>
class by_name {
public:
    struct entry {
        const std::string name;
        T value;
    };

    template <class Entry>
    class iterator {
    public:
        explicit iterator(const name_index::slot* at) noexcept : at_(at) {}
        Entry& operator*() const noexcept { return *static_cast<Entry*>(at_->entry); }
        iterator& operator++() noexcept {
            ++at_;
            return *this;
        }
        bool operator!=(const iterator& other) const noexcept { return at_ != other.at_; }

    private:
        const name_index::slot* at_;
    };

    by_name() noexcept = default;
    by_name(const by_name& other) : by_name() {
        for (const entry& e : other) (*this)[e.name] = e.value;
    }
    by_name(by_name&& other) noexcept = default;
    by_name& operator=(by_name other) noexcept {
        std::swap(index_, other.index_);
        return *this;
    }
    ~by_name() { clear(); }

    iterator<entry> begin() noexcept { return iterator<entry>(index_.begin()); }
    iterator<entry> end() noexcept { return iterator<entry>(index_.end()); }
    iterator<const entry> begin() const noexcept { return iterator<const entry>(index_.begin()); }
    iterator<const entry> end() const noexcept { return iterator<const entry>(index_.end()); }
    std::size_t size() const noexcept { return index_.size(); }
    bool contains(std::string_view name) const noexcept { return index_.find(name) != nullptr; }

    /// The value of that name, or null.
    T* find(std::string_view name) noexcept { return value_of(index_.find(name)); }
    const T* find(std::string_view name) const noexcept { return value_of(index_.find(name)); }

    /// The value of that name, a new one if there is none.
    T& operator[](std::string_view name) {
        T* const known = find(name);
        return known == nullptr ? insert(name, T()) : *known;
    }
    /// Of a name that it does not have.
    T& insert(std::string_view name, T value) {
        index_.make_room();  // nothing fails once there is the entry
        entry* const e = new entry{std::string(name), static_cast<T&&>(value)};
        index_.insert(e->name, e);
        return e->value;
    }

    void erase(std::string_view name) noexcept { delete static_cast<entry*>(index_.remove(name)); }
    void clear() noexcept {
        const name_index all = std::exchange(index_, {});
        for (const name_index::slot& s : all) delete static_cast<entry*>(s.entry);
    }

private:
    static T* value_of(void* found) noexcept {
        return found == nullptr ? nullptr : &static_cast<entry*>(found)->value;
    }

    name_index index_;
};

}  // namespace eslio::testing::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/detail/impl/by_name.ipp>
#endif
