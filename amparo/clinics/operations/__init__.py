"""Every change in this room: providers, clinic days with their slots, bookings."""
