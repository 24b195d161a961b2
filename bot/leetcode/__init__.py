"""LeetCode's public GraphQL: optional, polite, and never able to break anything."""
