"""`python run.py` migrates the database, starts the worker and serves; `python run.py --help` names the rest."""

from factcheck.cli import main

if __name__ == "__main__":
    main(prog_name="python run.py")
