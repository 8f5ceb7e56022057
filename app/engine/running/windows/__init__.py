"""What only Windows needs: its pipes, its way of waiting, and what it lets one do to a process."""
