"""Who somebody is: sessions, and the ways to begin one."""
